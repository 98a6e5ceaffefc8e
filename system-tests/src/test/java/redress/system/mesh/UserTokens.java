package redress.system.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import redress.local.call.IdentityVersion;
import redress.local.mesh.LocalMesh;

/// One token for each user and level, made again before it expires, or when the certificate that it
/// is bound to is another one.
final class UserTokens {
    /// What a token must live on when it is handed out: many calls may be made with it.
    private static final Duration LEFT = Duration.ofMinutes(2);

    private final LocalMesh local;
    private final TestMesh mesh;
    private final Map<Holder, Fetched> fetched = new HashMap<>();
    private Optional<RealmKey> realm = Optional.empty();

    UserTokens(LocalMesh local, TestMesh mesh) {
        this.local = local;
        this.mesh = mesh;
    }

    synchronized String of(TestUser user, Assured assured) {
        var holder = new Holder(user, assured);
        var bound = boundTo(user);
        var known = fetched.get(holder);
        if (known == null
                || !known.bound().equals(bound)
                || known.expires().isBefore(Instant.now().plus(LEFT))) {
            String token = make(holder);
            known = new Fetched(token, RealmKey.expires(token), bound);
            fetched.put(holder, known);
        }
        return known.token();
    }

    private String make(Holder holder) {
        if (holder.user() == TestUser.PARTNER) {
            return local.clientToken("partner");
        }
        if (holder.assured() == Assured.PASSWORD) {
            return local.token(holder.user().username());
        }
        return holder.assured().token(realm(), of(holder.user(), Assured.PASSWORD));
    }

    private RealmKey realm() {
        var key = realm.orElseGet(() -> RealmKey.of(mesh));
        realm = Optional.of(key);
        return key;
    }

    private Optional<IdentityVersion> boundTo(TestUser user) {
        return user == TestUser.PARTNER
                ? IdentityVersion.of(local.home().identity("partner"))
                : Optional.empty();
    }

    private record Holder(TestUser user, Assured assured) {}

    private record Fetched(String token, Instant expires, Optional<IdentityVersion> bound) {}
}
