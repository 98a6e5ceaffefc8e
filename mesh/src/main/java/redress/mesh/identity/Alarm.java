package redress.mesh.identity;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import redress.mesh.identity.UnusableIdentityException.Reason;

/// Why something on disk is not in use, for as long as it is not.
final class Alarm {

    private static final Logger LOG = Logger.getLogger(Alarm.class);

    private final String what;
    private final Map<Reason, Long> raised = new EnumMap<>(Reason.class);
    private volatile @Nullable UnusableIdentityException failure;

    Alarm(String what) {
        this.what = what;
    }

    Optional<UnusableIdentityException> failure() {
        return Optional.ofNullable(failure);
    }

    /// How often it was raised for this reason; the same failure, seen again, counts once.
    synchronized long raised(Reason reason) {
        return raised.getOrDefault(reason, 0L);
    }

    synchronized void raise(UnusableIdentityException now) {
        UnusableIdentityException before = failure;
        failure = now;
        if (before == null || before.reason() != now.reason()) {
            raised.merge(now.reason(), 1L, Long::sum);
            LOG.warnf(
                    "%s on disk is unusable, the last good one stays reason=%s detail=%s",
                    what, now.reason(), now.getMessage());
        }
    }

    void clear() {
        if (failure != null) {
            failure = null;
            LOG.infof("%s on disk is usable again", what);
        }
    }
}
