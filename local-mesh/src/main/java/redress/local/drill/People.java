package redress.local.drill;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import redress.local.call.IdentityVersion;
import redress.local.mesh.LocalMesh;
import redress.local.realm.FreshToken;

/// For whom the drill calls. Everyone's token is shared by all their callers: Keycloak refuses a
/// person who signs in twice at the same moment.
final class People {
    private static final InstantSource CLOCK = InstantSource.system();

    private final LocalMesh mesh;
    private final Map<String, FreshToken> tokens = new ConcurrentHashMap<>();

    People(LocalMesh mesh) {
        this.mesh = mesh;
    }

    Supplier<String> token(String user) {
        return tokens.computeIfAbsent(
                user, name -> new FreshToken(() -> signIn(name), CLOCK, () -> boundTo(name)));
    }

    /// The system `partner`, or a person.
    private String signIn(String name) {
        return name.equals("partner") ? mesh.clientToken(name) : mesh.token(name);
    }

    /// The partner's token counts only together with the certificate that it was fetched with.
    private Object boundTo(String name) {
        return name.equals("partner") ? IdentityVersion.of(mesh.home().identity(name)) : name;
    }
}
