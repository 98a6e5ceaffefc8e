package redress.local.realm;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import redress.local.home.LaunchFailure;

/// An access token that is replaced a minute before it expires; safe for many threads, of which one
/// signs in.
public final class FreshToken implements Supplier<String> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Supplier<String> signIn;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private String token = "";
    private Instant expires = Instant.MIN;

    public FreshToken(Supplier<String> signIn, InstantSource clock) {
        this.signIn = signIn;
        this.clock = clock;
    }

    @Override
    public String get() {
        lock.lock();
        try {
            if (clock.instant().plus(MARGIN).isAfter(expires)) {
                token = signIn.get();
                expires = expiry(token);
            }
            return token;
        } finally {
            lock.unlock();
        }
    }

    /// The `exp` of a JWT (RFC 7519, 4.1.4). Nothing is verified: that is the services' task.
    private static Instant expiry(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        if (parts.length != 3) {
            throw new LaunchFailure("token: %d parts (expected: 3)".formatted(parts.length));
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            return Instant.ofEpochSecond(JSON.readTree(claims).path("exp").asLong());
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchFailure("token: unreadable (expected: a JWT)", e);
        }
    }
}
