package redress.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spiffe://redress.local/case-service",
                "spiffe://redress.local/a/b/c_D.9",
                "spiffe://redress.local/...",
                "spiffe://redress.local/.hidden"
            })
    void readsWhatItWrites(String uri) {
        assertThat(SpiffeId.parse(uri)).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "redress.local/case-service",
                "https://redress.local/case-service",
                "SPIFFE://redress.local/case-service",
                "spiffe://redress.local",
                "spiffe://redress.local/",
                "spiffe:///case-service",
                "spiffe://redress.local//case-service",
                "spiffe://redress.local/case-service/",
                "spiffe://redress.local/./case-service",
                "spiffe://redress.local/a/../case-service",
                "spiffe://redress.local/..",
                "spiffe://Redress.local/case-service",
                "spiffe://redress.local:443/case-service",
                "spiffe://user@redress.local/case-service",
                "spiffe://redress.local/case-service?x=1",
                "spiffe://redress.local/case-service#x",
                "spiffe://redress.local/case%2dservice",
                "spiffe://redress.local/case service",
                "spiffe://redress.local/case-service\n",
                "spiffe://redress.local/caisse-é"
            })
    void refusesWhatTheStandardForbids(String uri) {
        assertRefused(Reason.INVALID, () -> SpiffeId.parse(uri));
    }

    @Test
    void refusesAnIdLongerThanTheStandardAllows() {
        String longest = "x".repeat(2048 - "spiffe://redress.local/".length());

        assertThat(TrustDomain.DEFAULT.workload(longest).toString()).hasSize(2048);
        assertRefused(Reason.INVALID, () -> TrustDomain.DEFAULT.workload(longest + "x"));
    }

    @Test
    void refusesAnIdOfAThousandSegmentsWithoutRunningOutOfStack() {
        assertThat(TrustDomain.DEFAULT.workload("a/".repeat(1000) + "a").workloadName())
                .endsWith("a/a");
    }

    @Test
    void namesTheWorkloadByItsWholePath() {
        assertThat(TrustDomain.DEFAULT.workload("services/case-service").workloadName())
                .isEqualTo("services/case-service");
    }
}
