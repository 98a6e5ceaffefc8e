package redress.system.refusals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.decisions.v1.Recommendation;
import redress.grievances.v1.GrievanceServiceGrpc;
import redress.grievances.v1.ListGrievancesRequest;
import redress.local.call.ServiceChannels;
import redress.local.home.MeshService;
import redress.local.process.Progress;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// A genuine workload of the mesh that took another one's address: its clients refuse it, whatever
/// roots vouch for it.
@Scenario
class ImpostorScenario {
    private static final String DECISIONS = MeshService.DECISIONS.serviceName();
    private static final String GRIEVANCES = MeshService.GRIEVANCES.serviceName();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AfterEach
    void bringThemBack(TestMesh mesh) {
        mesh.local().start(DECISIONS, Progress.silent());
        mesh.local().start(GRIEVANCES, Progress.silent());
    }

    @Test
    @DisplayName("zero-trust 5: decision-service's certificate on grievance-service's address")
    void refusesDecisionServiceOnTheAddressOfGrievanceService(TestMesh mesh) {
        mesh.local().stop(GRIEVANCES, Progress.silent());
        int port = mesh.grpcPort(MeshService.GRIEVANCES);
        try (var impostor = new Impostor(port, mesh.identity(DECISIONS))) {
            assertThatThrownBy(() -> list(mesh))
                    .satisfies(ImpostorScenario::isNoConnection)
                    .hasStackTraceContaining("/decision-service (expected: spiffe://")
                    .hasStackTraceContaining("/grievance-service)");
            assertThat(impostor.asked()).isEmpty();
        }
        try (var itself = new Impostor(port, mesh.identity(GRIEVANCES))) {
            assertThatThrownBy(() -> list(mesh)).satisfies(ImpostorScenario::isUnimplemented);
            assertThat(itself.asked())
                    .contains("redress.grievances.v1.GrievanceService/ListGrievances");
        }
    }

    @Test
    @DisplayName("zero-trust 5: no service asks another one than decision-service on its address")
    void asksNobodyElseForARecommendation(TestMesh mesh) {
        mesh.local().stop(DECISIONS, Progress.silent());
        int port = mesh.grpcPort(MeshService.DECISIONS);
        double before = refused(mesh);
        try (var impostor = new Impostor(port, mesh.identity(GRIEVANCES))) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                assertThat(recommendation(mesh).hasModel()).isFalse();
                                assertThat(refused(mesh)).isGreaterThan(before);
                            });
            assertThat(impostor.asked()).isEmpty();
        }
        try (var itself = new Impostor(port, mesh.identity(DECISIONS))) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                assertThat(recommendation(mesh).hasModel()).isFalse();
                                assertThat(itself.asked())
                                        .contains(
                                                "redress.decisions.v1.DecisionService/PrioritiseCase");
                            });
        }
    }

    /// As `./redress call` does.
    private static void list(TestMesh mesh) {
        var channels = new ServiceChannels(mesh.home().identity("console"), mesh.local().ports());
        var channel = channels.open(MeshService.GRIEVANCES);
        try {
            var _ =
                    GrievanceServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(20, TimeUnit.SECONDS)
                            .listGrievances(ListGrievancesRequest.getDefaultInstance());
        } finally {
            channel.shutdownNow();
        }
    }

    private static void isNoConnection(Throwable refusal) {
        assertThat(((StatusRuntimeException) refusal).getStatus().getCode())
                .isEqualTo(Code.UNAVAILABLE);
    }

    private static void isUnimplemented(Throwable refusal) {
        assertThat(((StatusRuntimeException) refusal).getStatus().getCode())
                .isEqualTo(Code.UNIMPLEMENTED);
    }

    private static Recommendation recommendation(TestMesh mesh) {
        return mesh.console(TestUser.WORKER)
                .cases()
                .openCase(Samples.openCase(Samples.name("impostor")))
                .getCase()
                .getRecommendation();
    }

    /// What case-service counted of servers that are another workload than it called.
    private static double refused(TestMesh mesh) {
        String series =
                "redress_handshakes_refused_total{reason=\"OTHER_WORKLOAD\",side=\"client\"";
        return metrics(mesh)
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('}') + 1)))
                .sum();
    }

    private static String metrics(TestMesh mesh) {
        var https = mesh.rest("console").https();
        try {
            var address = https.address(MeshService.CASES, "/q/metrics");
            var answer = https.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
