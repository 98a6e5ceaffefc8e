package redress.local.realm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// An access token that is replaced a minute before it expires; safe for many threads, of which one
/// signs in.
public final class FreshToken implements Supplier<String> {
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Supplier<String> signIn;
    private final InstantSource clock;
    private final Supplier<Object> boundTo;
    private final ReentrantLock lock = new ReentrantLock();
    private String token = "";
    private Instant expires = Instant.MIN;
    private Object fetchedFor = "";

    public FreshToken(Supplier<String> signIn, InstantSource clock) {
        this(signIn, clock, () -> "");
    }

    /// @param boundTo names what the token is bound to, such as a certificate: when that changes,
    ///   another token is needed
    public FreshToken(Supplier<String> signIn, InstantSource clock, Supplier<Object> boundTo) {
        this.signIn = signIn;
        this.clock = clock;
        this.boundTo = boundTo;
    }

    @Override
    public String get() {
        lock.lock();
        try {
            Object now = boundTo.get();
            if (clock.instant().plus(MARGIN).isAfter(expires) || !now.equals(fetchedFor)) {
                token = signIn.get();
                expires = AccessToken.of(token).expires();
                fetchedFor = now;
            }
            return token;
        } finally {
            lock.unlock();
        }
    }
}
