package redress.mesh.attachments;

import java.util.HashMap;
import java.util.Map;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// How much of unfinished uploads is in memory: no more than the room holds, and a quarter of it
/// for one user.
final class UploadRoom {
    private static final int SHARES = 4;

    private final long size;
    private final Map<String, Long> taken = new HashMap<>();

    UploadRoom(long size) {
        this.size = size;
    }

    /// Takes room for bytes that have arrived.
    ///
    /// @throws Refusal with TOO_MANY_CALLS if there is none
    synchronized void take(String user, long bytes) {
        long own = taken.getOrDefault(user, 0L);
        if (own + bytes > size / SHARES || taken() + bytes > size) {
            throw new Refusal(
                    Reason.REASON_TOO_MANY_CALLS,
                    "too many uploads at once (expected: again when others have ended)");
        }
        taken.put(user, own + bytes);
    }

    /// Gives room back.
    synchronized void give(String user, long bytes) {
        long left = taken.getOrDefault(user, 0L) - bytes;
        if (left > 0) {
            taken.put(user, left);
        } else {
            taken.remove(user);
        }
    }

    synchronized long taken() {
        return taken.values().stream().mapToLong(Long::longValue).sum();
    }
}
