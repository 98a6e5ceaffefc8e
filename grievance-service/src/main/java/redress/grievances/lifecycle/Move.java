package redress.grievances.lifecycle;

import redress.grievances.v1.ActionVerb;

/// A step of a grievance, as its log will tell it.
///
/// @param next the state that it leads to
/// @param verb what was done
/// @param text what was asked, answered or given as a reason; personal
public record Move(GrievanceState next, ActionVerb verb, String text) {
    /// A step that needs no words.
    static Move of(GrievanceState next, ActionVerb verb) {
        return new Move(next, verb, "");
    }
}
