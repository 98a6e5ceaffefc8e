package redress.grievances.attachments;

import java.util.UUID;
import redress.mesh.access.Refusal;

/// Asks for legal holds, which are kept elsewhere.
public interface ChecksHolds {
    /// Whether a hold is on the item now.
    ///
    /// @throws Refusal with UNAVAILABLE if nobody answers in time: without an answer nothing is
    ///   deleted
    boolean isHeld(UUID item);
}
