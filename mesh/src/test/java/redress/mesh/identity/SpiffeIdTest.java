package redress.mesh.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeIdTest {

    @Test
    void readsWhatItWrites() {
        SpiffeId id = SpiffeId.parse("spiffe://redress.test/ns/case-service");

        assertThat(id.trustDomain()).isEqualTo(new TrustDomain("redress.test"));
        assertThat(id.workload()).isEqualTo("ns/case-service");
        assertThat(id).hasToString("spiffe://redress.test/ns/case-service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://redress.test/case-service",
                "SPIFFE://redress.test/case-service",
                "spiffe://redress.test",
                "spiffe://redress.test/",
                "spiffe://redress.test//a",
                "spiffe://redress.test/a/",
                "spiffe://redress.test/a/../b",
                "spiffe://redress.test/./b",
                "spiffe://redress.test:8443/a",
                "spiffe://user@redress.test/a",
                "spiffe://redress.test/a?b=c",
                "spiffe://redress.test/a#b",
                "spiffe://redress.test/a%2fb",
                "spiffe://redress.test/a\nb",
                "spiffe://redress.test/a\n",
                "spiffe://Redress.test/a",
                "spiffe://redress.test/A",
                "spiffe:///a",
                " spiffe://redress.test/a"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> SpiffeId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: spiffe://");
    }

    @Test
    void refusesMoreThan2048Characters() {
        String longest = "spiffe://redress.test/" + "a".repeat(2048 - 22);

        assertThat(SpiffeId.parse(longest).toString()).hasSize(2048);
        assertThatThrownBy(() -> SpiffeId.parse(longest + "a"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
