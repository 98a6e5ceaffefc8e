package redress.mesh.privacy;

import java.util.UUID;

/// Whose data key it is: all that is sealed for a subject becomes unreadable together.
///
/// @param text unique within a service; says nothing about a person
public record Subject(String text) {

    /// A beneficiary.
    ///
    /// @param hash keyed hash of who it is, from [Lookup]
    public static Subject person(String hash) {
        return new Subject("person:" + hash);
    }

    /// A case or grievance.
    public static Subject item(UUID id) {
        return new Subject("item:" + id);
    }

    /// The service itself: what belongs to no item.
    public static Subject service() {
        return new Subject("service");
    }
}
