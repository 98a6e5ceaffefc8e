package redress.system.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.local.drill.Drill;
import redress.local.drill.Finding;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;

/// The drill that users run with `./redress certs drill`, on the mesh of the tests.
@Scenario
class DrillScenario {
    private static final Duration CALLS = Duration.ofSeconds(60);

    @AfterEach
    void forgetTheOldRoot(TestMesh mesh) {
        mesh.connections().renew();
    }

    @Test
    @DisplayName(
            "zero-trust 20, 21, 22: every leaf ten times, the root, the algorithm, a revocation:"
                    + " no failed call")
    void changesEverythingWithoutAFailedCall(TestMesh mesh) {
        var report = new Drill(mesh.local(), CALLS, step -> {}).run();

        System.out.println(report.text());
        assertThat(report.findings())
                .describedAs(report.text())
                .hasSizeGreaterThan(15)
                .allMatch(Finding::good);
    }
}
