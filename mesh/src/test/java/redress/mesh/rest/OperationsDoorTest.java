package redress.mesh.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.access.TrailFake;
import redress.mesh.identity.StillSource;
import redress.mesh.identity.TestAuthority;
import redress.mesh.tls.AnyServer;
import redress.mesh.tls.HttpsServerTls;
import redress.mesh.tls.OpenConnections;

class OperationsDoorTest {

    private final TestAuthority authority = TestAuthority.create();
    private final Vertx vertx = Vertx.vertx();

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private StillSource source;

    @SuppressWarnings("NullAway.Init")
    private OpenConnections connections;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        authority.issue("case-service").writeTo(folder, authority);
        source = StillSource.of(folder);
        connections =
                new OpenConnections(source.source(), Duration.ofMinutes(30), Duration.ofMinutes(1));
        var options = new HttpServerOptions().setHost("localhost").setPort(0).setUseAlpn(true);
        new HttpsServerTls(source.source(), connections, HttpsServerTls.Clients.WORKLOADS)
                .customizeHttpsServer(options);
        Router router = Router.router(vertx);
        router.route()
                .handler(
                        new OperationsDoor(
                                        source.source(),
                                        Set.of("console", "monitor"),
                                        new TrailFake())
                                ::look);
        router.route().handler(context -> context.response().end("here"));
        server =
                vertx.createHttpServer(options)
                        .requestHandler(router)
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        connections.close();
        source.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void letsThroughWhoWatchesTheMesh() throws Exception {
        assertThat(get("monitor", "/q/metrics").statusCode()).isEqualTo(200);
        assertThat(get("console", "/q/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("zero-trust 15: readiness and metrics answer to who watches the mesh only")
    void refusesOtherWorkloadsHoweverThePathIsWritten() throws Exception {
        for (String path : new String[] {"/q", "/q/metrics", "/%71/metrics", "/x/../q/health"}) {
            var answer = get("partner", path);
            assertThat(answer.statusCode()).describedAs(path).isEqualTo(403);
            assertThat(answer.headers().firstValue("content-type"))
                    .hasValue("application/problem+json");
            assertThat(answer.body()).contains("WORKLOAD_NOT_ALLOWED").doesNotContain("console");
        }
    }

    @Test
    void leavesEverythingElseAlone() throws Exception {
        assertThat(get("partner", "/v1/cases").body()).isEqualTo("here");
        assertThat(get("partner", "/queue").body()).isEqualTo("here");
    }

    private HttpResponse<String> get(String workload, String path) throws Exception {
        var context = AnyServer.context(authority.issue(workload));
        try (var http = HttpClient.newBuilder().sslContext(context).build()) {
            var uri = URI.create("https://localhost:" + server.actualPort() + path);
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }
}
