package redress.mesh.audit.journal;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.Decision;

/// Which entries are wanted; what is empty does not limit.
///
/// @param from entries of this time or later
/// @param until entries before this time
/// @param user entries of this user
/// @param object entries about this object, whatever else they are about
/// @param workload entries of this calling workload
/// @param decision entries of this decision; unspecified: of any
public record EntryFilter(
        Timestamp from,
        Timestamp until,
        String user,
        String object,
        String workload,
        Decision decision) {
    /// Whether the entry is wanted.
    public boolean takes(AuditEntry entry) {
        return Timestamps.compare(entry.getTime(), from) >= 0
                && Timestamps.compare(entry.getTime(), until) < 0
                && takes(user, entry.getUser())
                && (takes(object, entry.getObject())
                        || entry.getOtherObjectsList().contains(object))
                && takes(workload, entry.getWorkload())
                && (decision == Decision.DECISION_UNSPECIFIED || decision == entry.getDecision());
    }

    private static boolean takes(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }
}
