package redress.mesh.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.access.TrailFake;
import redress.mesh.identity.StillSource;
import redress.mesh.identity.TestAuthority;
import redress.mesh.tls.AnyServer;
import redress.mesh.tls.HttpsFixture;

class OperationsDoorTest {

    private final TestAuthority authority = TestAuthority.create();

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private StillSource source;

    @SuppressWarnings("NullAway.Init")
    private HttpsFixture server;

    @BeforeEach
    void start() throws Exception {
        authority.issue("case-service").writeTo(folder, authority);
        source = StillSource.of(folder);
        var watchers = Set.of("console", "monitor");
        var door = new OperationsDoor(source.source(), watchers, new TrailFake());
        server = HttpsFixture.start(source.source(), router -> router.route().handler(door::look));
    }

    @AfterEach
    void stop() {
        server.close();
        source.close();
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
            var uri = URI.create("https://localhost:" + server.port() + path);
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }
}
