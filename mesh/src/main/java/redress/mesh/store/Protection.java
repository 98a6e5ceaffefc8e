package redress.mesh.store;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import redress.access.v1.Reason;
import redress.beneficiaries.v1.Sensitivity;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.privacy.Lookup;

/// What decides who sees an item: how sensitive it is, whom it is a complaint about, where it
/// belongs. Not who works on it, and not whether its use is restricted.
///
/// @param sensitivity the level; not said is standard
/// @param subjects user names, normalised
/// @param programmes programmes concerned
/// @param area area
public record Protection(
        int sensitivity, Set<String> subjects, Set<String> programmes, String area) {
    public Protection {
        subjects = Set.copyOf(subjects);
        programmes = Set.copyOf(programmes);
    }

    /// The protection of an item.
    public static Protection of(Sensitivity sensitivity, List<String> subjects, Scope.Place place) {
        return new Protection(
                Math.max(sensitivity.getNumber(), Sensitivity.SENSITIVITY_STANDARD_VALUE),
                subjects.stream().map(Lookup::normalised).collect(Collectors.toSet()),
                Set.copyOf(place.programmes()),
                place.area());
    }

    /// Makes sure that two items that are to name each other are seen by the same people: nobody
    /// learns from one that the other exists.
    ///
    /// @param field the field that names the other item
    /// @throws Refusal with OUT_OF_SCOPE
    public void requireSame(String field, Protection other) {
        if (!equals(other)) {
            throw new Refusal(
                    Reason.REASON_OUT_OF_SCOPE,
                    field
                            + ": other people see it (expected: the same sensitivity, subjects of"
                            + " complaint, programmes and area)");
        }
    }
}
