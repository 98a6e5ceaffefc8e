package redress.system.certificates;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.MeshService;
import redress.local.home.Port;
import redress.system.mesh.Commands;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;

/// What testssl.sh says of every port that the mesh listens on, PostgreSQL's and Keycloak's too.
@Scenario
class TlsFromOutsideScenario {
    /// One waits most of its time, and two cores are few.
    private static final int AT_ONCE = 3;

    private static final Map<String, String> ONLY_TLS_1_3 =
            Map.of(
                    "SSLv2", "not offered",
                    "SSLv3", "not offered",
                    "TLS1", "not offered",
                    "TLS1_1", "not offered",
                    "TLS1_2", "not offered",
                    "TLS1_3", "offered with final");

    /// All suites of TLS 1.3 but the two with shortened tags (RFC 8446, appendix B.4).
    private static final List<String> GOOD_SUITES =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256");

    @TempDir Path folder = Path.of("");

    @BeforeEach
    void needsTestssl() {
        assumeTrue(
                Commands.installed("testssl"),
                "testssl.sh is not installed (Debian: apt install testssl.sh, or ./redress test"
                        + " --install)");
    }

    @Test
    @DisplayName("zero-trust 6: every port offers TLS 1.3 with good suites and nothing else")
    void everyPortOffersTls13WithGoodSuitesAndNothingElse(TestMesh mesh)
            throws InterruptedException {
        var all = new SoftAssertions();
        for (var found : lookAtAllPorts(mesh)) {
            all.assertThat(found.protocols()).describedAs(found.port()).isEqualTo(ONLY_TLS_1_3);
            all.assertThat(found.suites())
                    .describedAs(found.port())
                    .isNotEmpty()
                    .isSubsetOf(GOOD_SUITES);
            all.assertThat(found.complaints()).describedAs(found.port()).isEmpty();
        }
        all.assertAll();
    }

    private List<TlsFindings> lookAtAllPorts(TestMesh mesh) throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            var findings = new ArrayList<TlsFindings>();
            for (var look : pool.invokeAll(looks(mesh))) {
                findings.add(look.get());
            }
            return findings;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Callable<TlsFindings>> looks(TestMesh mesh) {
        var ports = mesh.local().ports();
        var looks = new ArrayList<Callable<TlsFindings>>();
        looks.add(() -> look(mesh, ports.postgres(), List.of("--starttls", "postgres")));
        looks.add(() -> look(mesh, ports.keycloak(), List.of()));
        looks.add(() -> look(mesh, ports.keycloakManagement(), List.of()));
        for (var service : MeshService.values()) {
            looks.add(() -> look(mesh, ports.grpc(service), List.of()));
            looks.add(() -> look(mesh, ports.https(service), List.of()));
        }
        return looks;
    }

    private TlsFindings look(TestMesh mesh, Port port, List<String> options) {
        Path bundle = mesh.identity("console").path().resolve(WorkloadFolder.BUNDLE);
        return TlsFindings.of(port.use(), "localhost:" + port.number(), bundle, folder, options);
    }
}
