package redress.mesh.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.MovableClock;
import redress.mesh.identity.StillSource;
import redress.mesh.identity.TestAuthority;
import redress.mesh.identity.TestAuthority.Leaf;
import redress.mesh.identity.TestCrl;

class IdentityConditionTest {

    private static final Duration YEARS = Duration.ofDays(3650);

    private final Instant now = Instant.now();
    private final MovableClock clock = new MovableClock(now);
    private final TestAuthority authority = TestAuthority.lasting(YEARS);

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private StillSource source;

    @BeforeEach
    void load() {
        authority
                .issue(
                        Leaf.of("spiffe://redress.test/case-service")
                                .valid(now, now.plusSeconds(1000)))
                .writeTo(folder, authority);
        source = StillSource.at(folder, clock);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void isGoodWithAFreshIdentity() {
        assertThat(at(now).isGood()).isTrue();
        assertThat(at(now.plusSeconds(799)).isGood()).isTrue();
    }

    @Test
    @DisplayName("zero-trust 25: not ready past 80 % of the certificate's life")
    void isBadPast80PercentOfTheCertificatesLife() {
        assertThat(bad(now.plusSeconds(801))).isEqualTo("certificate");
    }

    @Test
    @DisplayName("zero-trust 25: not ready while the files on disk can't be used")
    void isBadAfterAFailedReload() {
        TestAuthority.write(folder.resolve("tls.key"), "nothing");
        source.refresh();

        assertThat(bad(now)).isEqualTo("reload");
        assertThat(at(now).findings()).containsEntry("reload", "MALFORMED_KEY");
    }

    @Test
    @DisplayName("zero-trust 25: not ready within 60 days of the anchor's expiry")
    void isBadWhenTheAnchorIsAboutToExpire() {
        TestAuthority ending = TestAuthority.lasting(YEARS, Duration.ofDays(61));
        ending.issue(
                        Leaf.of("spiffe://redress.test/case-service")
                                .valid(now, now.plus(Duration.ofDays(20))))
                .writeTo(folder, ending);
        source.refresh();

        assertThat(at(now).isGood()).isTrue();
        assertThat(at(now.plus(Duration.ofDays(2))).findings().get("anchor")).startsWith("expires");
    }

    @Test
    @DisplayName("zero-trust 25: not ready while the list of revoked certificates is stale")
    void isBadWhenTheListIsStale() {
        TestCrl brief = TestCrl.number(1_000_000).valid(now.minusSeconds(10), now.plusSeconds(100));
        TestAuthority.write(folder.resolve("crl.pem"), authority.crl(brief));
        source.refresh();

        assertThat(at(now.plusSeconds(401)).findings().get("crl")).startsWith("stale");
    }

    @Test
    @DisplayName("zero-trust 25: not ready when the files are no longer followed")
    void isBadWhenTheFilesAreNoLongerLookedAt() {
        assertThat(IdentityCondition.of(source.source(), now.plusSeconds(10)).isGood()).isTrue();
        assertThat(IdentityCondition.of(source.source(), now.plusSeconds(11)).findings())
                .containsEntry("look", "files not looked at since " + now);
    }

    /// What is found at that moment by a process that follows its files.
    private IdentityCondition at(Instant moment) {
        clock.set(moment);
        source.refresh();
        return IdentityCondition.of(source.source(), moment);
    }

    private String bad(Instant moment) {
        IdentityCondition condition = at(moment);
        assertThat(condition.isGood()).isFalse();
        return condition.findings().entrySet().stream()
                .filter(each -> !each.getValue().equals("ok"))
                .map(java.util.Map.Entry::getKey)
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
    }
}
