package redress.mesh.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import redress.mesh.access.VerifiedToken;

/// A genuine token, and when its issuer last said that it still counts.
final class Confirmed {
    private final VerifiedToken token;
    private final ReentrantLock asking = new ReentrantLock();
    private final AtomicBoolean askedAhead = new AtomicBoolean();
    private volatile Instant at;

    /// @param token without the token's own text: that is kept nowhere
    /// @param at when it was asked about
    Confirmed(VerifiedToken token, Instant at) {
        this.token = token;
        this.at = at;
    }

    VerifiedToken token() {
        return token;
    }

    boolean isOlderThan(Duration age, Instant now) {
        return at.plus(age).isBefore(now);
    }

    void confirm(Instant moment) {
        at = moment;
    }

    /// Runs the question if nobody asks it ahead now.
    boolean askAhead() {
        return askedAhead.compareAndSet(false, true);
    }

    void askedAhead() {
        askedAhead.set(false);
    }

    /// One asks, the others wait for the answer.
    ReentrantLock asking() {
        return asking;
    }
}
