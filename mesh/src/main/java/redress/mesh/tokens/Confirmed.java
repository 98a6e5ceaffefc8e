package redress.mesh.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import redress.mesh.access.VerifiedToken;

/// A genuine token, and what its issuer last said of it.
final class Confirmed {
    private final VerifiedToken token;
    private final ReentrantLock asking = new ReentrantLock();
    private final AtomicBoolean askedAhead = new AtomicBoolean();
    private volatile Instant at = Instant.MIN;
    private volatile Instant unanswered = Instant.MIN;
    private volatile boolean withdrawn;

    /// @param token without the token's own text: that is kept nowhere
    Confirmed(VerifiedToken token) {
        this.token = token;
    }

    VerifiedToken token() {
        return token;
    }

    /// Whether the issuer has not said for so long that the token still counts; never counts too.
    boolean isOlderThan(Duration age, Instant now) {
        return at.isBefore(now.minus(age));
    }

    void confirm(Instant moment) {
        at = moment;
    }

    /// Whether the issuer said that the token counts no more.
    boolean isWithdrawn() {
        return withdrawn;
    }

    void withdraw() {
        withdrawn = true;
    }

    /// Whether the issuer gave no answer just before.
    boolean wasUnanswered(Duration within, Instant now) {
        return !unanswered.isBefore(now.minus(within));
    }

    void unanswered(Instant moment) {
        unanswered = moment;
    }

    /// True for one who may ask ahead, until that is done.
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
