package redress.mesh.store;

import java.util.List;
import redress.access.v1.Reason;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.privacy.Lookup;

/// Staff whom an item is a complaint about: it is never shown or given to them.
///
/// @param subjects their user names
public record Complaint(List<String> subjects) {
    public Complaint {
        subjects = List.copyOf(subjects);
    }

    /// Makes sure that it is not about who records it.
    ///
    /// @throws Refusal with OUT_OF_SCOPE
    public void requireNotAbout(Caller caller) {
        if (isAbout(caller.userName())) {
            throw new Refusal(
                    Reason.REASON_OUT_OF_SCOPE,
                    "subjects_of_complaint: names yourself (expected: somebody else records it)");
        }
    }

    /// Makes sure that it is not about who gets it.
    ///
    /// @param field the field that names who gets it
    /// @throws Refusal with OUT_OF_SCOPE
    public void requireNotAbout(String field, String userName) {
        if (isAbout(userName)) {
            throw new Refusal(
                    Reason.REASON_OUT_OF_SCOPE,
                    field + ": it is a complaint about this person (expected: somebody else)");
        }
    }

    private boolean isAbout(String userName) {
        String name = Lookup.normalised(userName);
        return subjects.stream().map(Lookup::normalised).anyMatch(name::equals);
    }
}
