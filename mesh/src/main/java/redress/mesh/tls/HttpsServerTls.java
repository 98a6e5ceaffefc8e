package redress.mesh.tls;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.mesh.identity.IdentitySource;

/// Gives Quarkus's HTTP server reloading TLS. The port meant for plaintext gets it too, so that no
/// setting can open a plaintext one.
///
/// Quarkus's management interface has no such hook and must stay off.
@Singleton
public class HttpsServerTls implements HttpServerOptionsCustomizer {

    private final TlsContexts contexts;
    private final Clients clients;

    @Inject
    public HttpsServerTls(
            IdentitySource source,
            @ConfigProperty(name = "redress.https.clients", defaultValue = "workloads")
                    Clients clients) {
        this.contexts = new TlsContexts(source);
        this.clients = clients;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        switch (clients) {
            case WORKLOADS -> {
                options.setClientAuth(ClientAuth.REQUIRED);
                options.setSslEngineOptions(new MeshEngine(contexts.httpsServer()));
            }
            case BROWSERS -> {
                options.setClientAuth(ClientAuth.NONE);
                options.setSslEngineOptions(new MeshEngine(contexts.browsersServer()));
            }
        }
        options.setSsl(true)
                .setSni(false)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setKeyCertOptions(new NoKeys());
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        customizeHttpsServer(options);
    }

    /// Who may open a connection.
    public enum Clients {
        /// Only workloads of the own trust domain, by certificate.
        WORKLOADS,
        /// Anyone: the pages behind it sign people in.
        BROWSERS
    }
}
