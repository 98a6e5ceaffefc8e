package redress.mesh.tls;

import io.netty.handler.ssl.SslContext;
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
    private final OpenConnections connections;
    private final Clients clients;

    @Inject
    public HttpsServerTls(
            IdentitySource source,
            OpenConnections connections,
            @ConfigProperty(name = "redress.https.clients", defaultValue = "workloads")
                    Clients clients) {
        this.contexts = new TlsContexts(source);
        this.connections = connections;
        this.clients = clients;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        switch (clients) {
            case WORKLOADS -> {
                options.setClientAuth(ClientAuth.REQUIRED);
                options.setSslEngineOptions(engine(contexts.httpsServer()));
            }
            case BROWSERS -> {
                options.setClientAuth(ClientAuth.NONE);
                options.setSslEngineOptions(engine(contexts.browsersServer()));
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

    private MeshEngine engine(SslContext context) {
        return new MeshEngine(new TrackedSslContext(context, connections));
    }

    /// Who may open a connection.
    public enum Clients {
        /// Only workloads of the own trust domain, by certificate.
        WORKLOADS,
        /// Anyone: the pages behind it sign people in.
        BROWSERS
    }
}
