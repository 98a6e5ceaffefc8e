package redress.mesh.tls;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redress.mesh.identity.IdentitySource;

/// An HTTPS server on a free port, secured as Quarkus's is, that answers `here` to whoever gets
/// past the handlers of the test.
public final class HttpsFixture implements AutoCloseable {

    private static final Duration JITTER = Duration.ofMillis(20);
    private static final int PATIENCE_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final OpenConnections connections;
    private final HttpServer server;

    private HttpsFixture(IdentitySource source, OpenConnections connections, Consumer<Router> doors)
            throws Exception {
        this.connections = connections;
        var options = new HttpServerOptions().setHost("localhost").setPort(0);
        new HttpsServerTls(source, connections, HttpsServerTls.Clients.WORKLOADS)
                .customizeHttpsServer(options);
        Router router = Router.router(vertx);
        doors.accept(router);
        router.route().handler(context -> context.response().end("here"));
        server =
                vertx.createHttpServer(options.setUseAlpn(true))
                        .requestHandler(router)
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// One whose connections live long.
    public static HttpsFixture start(IdentitySource source, Consumer<Router> doors)
            throws Exception {
        var life = new ConnectionLife(Duration.ofMinutes(30), Duration.ofMinutes(1));
        var connections = new OpenConnections(source, InstantSource.system(), life, JITTER);
        return new HttpsFixture(source, connections, doors);
    }

    /// One whose connections end as they do in a service.
    static HttpsFixture start(IdentitySource source, InstantSource clock, ConnectionLife life)
            throws Exception {
        var connections = new OpenConnections(source, clock, life, JITTER);
        var end = new HttpsConnectionEnd(source, connections);
        return new HttpsFixture(source, connections, router -> router.route().handler(end::look));
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        connections.close();
        var _ =
                vertx.close()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join();
    }
}
