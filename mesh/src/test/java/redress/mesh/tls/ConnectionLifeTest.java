package redress.mesh.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import redress.mesh.identity.TestAuthority;
import redress.mesh.identity.TestAuthority.Leaf;

class ConnectionLifeTest {

    private final ConnectionLife life =
            new ConnectionLife(Duration.ofMinutes(30), Duration.ofMinutes(1));
    private final Instant opened = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<X509Certificate> peer =
            List.of(
                    TestAuthority.create()
                            .issue(
                                    Leaf.of("spiffe://redress.test/console")
                                            .valid(opened, opened.plusSeconds(1000)))
                            .leaf());

    @Test
    void isDueByAge() {
        assertThat(life.isDue(opened, List.of(), opened.plusSeconds(1799))).isFalse();
        assertThat(life.isDue(opened, List.of(), opened.plusSeconds(1800))).isTrue();
    }

    @Test
    void isDueWhenTheClientShouldHaveRenewed() {
        assertThat(life.isDue(opened, peer, opened.plusSeconds(799))).isFalse();
        assertThat(life.isDue(opened, peer, opened.plusSeconds(801))).isTrue();
    }

    @Test
    void isNotDueAgainAndAgainWhenTheClientHasNoNewerCertificate() {
        Instant late = opened.plusSeconds(801);
        assertThat(life.isDue(late, peer, late.plusSeconds(100))).isFalse();
        assertThat(life.isDue(late, peer, late.plusSeconds(1800))).isTrue();
    }

    @Test
    void isOverAfterAgeAndGrace() {
        assertThat(life.isOver(opened, opened.plusSeconds(1859))).isFalse();
        assertThat(life.isOver(opened, opened.plusSeconds(1860))).isTrue();
    }
}
