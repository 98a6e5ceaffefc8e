package redress.mesh.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.StillSource;
import redress.mesh.identity.TestAuthority;

// What Quarkus itself has as its registry.
@SuppressWarnings("deprecation")
class IdentityMetricsTest {

    private final TestAuthority authority = TestAuthority.create();

    @TempDir Path folder;

    @Test
    @DisplayName("zero-trust 24: metrics tell the identity in use and what was refused")
    void tellsTheIdentityInUseAndWhatWasRefused() {
        authority.issue("case-service").writeTo(folder, authority);
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (var source = StillSource.of(folder)) {
            new IdentityMetrics(source.source(), registry).start(new StartupEvent());
            var next = authority.issue("case-service");
            next.writeTo(folder, authority);
            source.refresh();
            TestAuthority.write(folder.resolve("tls.key"), "nothing");
            source.refresh();

            String serial = next.leaf().getSerialNumber().toString(16);
            assertThat(registry.scrape().lines())
                    .anyMatch(line -> line.startsWith("redress_identity_not_after_seconds "))
                    .anyMatch(line -> line.startsWith("redress_identity_last_reload_seconds "))
                    .anyMatch(line -> line.startsWith("redress_crl_age_seconds "))
                    .anyMatch(line -> line.startsWith("redress_crl_number "))
                    .contains("redress_crl_checked 1.0")
                    .contains(
                            "redress_identity_reload_failures_total{reason=\"MALFORMED_KEY\",} 1.0")
                    .filteredOn(line -> line.startsWith("redress_identity_info{"))
                    .singleElement()
                    .asString()
                    .contains("serial=\"" + serial + "\"")
                    .contains("spiffe_id=\"spiffe://redress.test/case-service\"")
                    .contains("algorithm=\"EC\"");
        }
    }
}
