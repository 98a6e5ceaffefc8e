package redress.certs.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.KeyAlgorithm;
import redress.certs.MovableClock;
import redress.certs.Reason;
import redress.certs.TrustDomain;
import redress.certs.authority.Authority;
import redress.certs.authority.AuthorityFixture;
import redress.certs.authority.Profile;
import redress.certs.authority.Validity;

class AgentTest {
    @TempDir Path dir;

    private Path root;
    private MovableClock clock;
    private Authority authority;
    private Agent agent;

    @BeforeEach
    void create() {
        var fixture = AuthorityFixture.in(dir.resolve("pki"));
        root = dir.resolve("workloads");
        clock = fixture.clock();
        authority = fixture.authority();
        agent = new Agent(root, authority);
    }

    @Test
    void touchesNothingThatIsNotDue() throws IOException {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));
        Path before = folder.path().resolve("tls.key").toRealPath();
        clock.advance(Duration.ofMinutes(29));

        assertThat(agent.pass())
                .containsExactly(
                        new Visit.Fresh(folder.path(), RenewalTime.of(folder.read().leaf())));
        assertThat(folder.path().resolve("tls.key").toRealPath()).isEqualTo(before);
    }

    @Test
    void renewsWhatIsDueAndNothingElse() {
        WorkloadFolder hourly = enrol("case-service", Duration.ofHours(1));
        WorkloadFolder daily = enrol("nested/keycloak", Duration.ofDays(1));
        clock.advance(Duration.ofMinutes(37));

        List<Visit> visits = agent.pass();

        assertThat(visits).hasSize(2);
        assertThat(visits.getFirst())
                .asInstanceOf(type(Visit.Renewed.class))
                .returns(hourly.path(), Visit.Renewed::folder)
                .extracting(renewed -> renewed.certificate().leaf())
                .isEqualTo(hourly.read().leaf());
        assertThat(visits.getLast())
                .isInstanceOf(Visit.Fresh.class)
                .returns(daily.path(), Visit::folder);
    }

    @Test
    void keepsACertificateValidOverManyLives() {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));

        for (int pass = 0; pass < 40; pass++) {
            clock.advance(Duration.ofMinutes(10));
            assertThat(agent.pass()).noneMatch(Visit.Failed.class::isInstance);
            assertThat(Validity.of(folder.read().leaf()).holdsAt(clock.instant())).isTrue();
        }
    }

    @Test
    void visitsTheOthersWhenOneFails() throws IOException {
        WorkloadFolder broken = enrol("broken", Duration.ofHours(1));
        WorkloadFolder sound = enrol("sound", Duration.ofHours(1));
        Files.writeString(broken.path().resolve("tls.key").toRealPath(), "gone");
        clock.advance(Duration.ofHours(1));

        List<Visit> visits = agent.pass();

        assertThat(visits.getFirst())
                .asInstanceOf(type(Visit.Failed.class))
                .returns(broken.path(), Visit.Failed::folder)
                .returns(Reason.BAD_MATERIAL, failed -> failed.cause().reason());
        assertThat(visits.getLast())
                .isInstanceOf(Visit.Renewed.class)
                .returns(sound.path(), Visit::folder);
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertRefused(Reason.FILES, agent::pass);
    }

    @Test
    void spreadsRenewalsBetweenHalfAndSixTenthsOfALife() {
        Instant issued = clock.instant();
        Set<Instant> times = new HashSet<>();
        for (int workload = 0; workload < 50; workload++) {
            Instant time = RenewalTime.of(leaf());
            assertThat(time)
                    .isBetween(
                            issued.plus(Duration.ofMinutes(30)).minusSeconds(1),
                            issued.plus(Duration.ofMinutes(36)));
            times.add(time);
        }

        assertThat(times).hasSizeGreaterThan(25);
    }

    private X509Certificate leaf() {
        return authority
                .issue(
                        Profile.client(TrustDomain.DEFAULT.workload("x")),
                        KeyAlgorithm.ED25519.generate().getPublic(),
                        Authority.LEAF_LIFE)
                .leaf();
    }

    private WorkloadFolder enrol(String path, Duration life) {
        WorkloadFolder folder = WorkloadFolder.at(root.resolve(path));
        var profile = Profile.client(TrustDomain.DEFAULT.workload(path));
        folder.issue(authority, profile, KeyAlgorithm.P256, life);
        return folder;
    }
}
