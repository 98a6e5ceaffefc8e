package redress.system.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import redress.local.mesh.LocalMesh;

/// One token for each user, fetched again before it expires.
final class UserTokens {
    /// Access tokens of the local realm live five minutes.
    private static final Duration FRESH = Duration.ofMinutes(3);

    private final LocalMesh mesh;
    private final Map<TestUser, Fetched> fetched = new EnumMap<>(TestUser.class);

    UserTokens(LocalMesh mesh) {
        this.mesh = mesh;
    }

    synchronized String of(TestUser user) {
        var known = fetched.get(user);
        if (known == null || known.at().plus(FRESH).isBefore(Instant.now())) {
            known = new Fetched(fetch(user), Instant.now());
            fetched.put(user, known);
        }
        return known.token();
    }

    private String fetch(TestUser user) {
        return user == TestUser.PARTNER ? mesh.clientToken("partner") : mesh.token(user.username());
    }

    private record Fetched(String token, Instant at) {}
}
