package redress.certs.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.certs.KeyAlgorithm;
import redress.certs.MovableClock;
import redress.certs.Reason;
import redress.certs.authority.Authority;
import redress.certs.authority.AuthorityFixture;
import redress.certs.authority.Delivery;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;
import redress.certs.authority.Validity;

class AgentTest {
    @TempDir Path dir;

    private AuthorityFixture fixture;
    private Path root;
    private MovableClock clock;
    private Authority authority;
    private Agent agent;

    @BeforeEach
    void create() {
        fixture = AuthorityFixture.in(dir.resolve("pki"));
        root = dir.resolve("workloads");
        clock = fixture.clock();
        authority = fixture.authority();
        agent = new Agent(authority);
    }

    @Test
    void fillsTheFolderOfANewRegistration() {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));

        assertThat(folder.read().id().workloadName()).isEqualTo("case-service");
        assertThat(folder.read().anchors()).isEqualTo(authority.bundle());
        assertThat(folder.crl()).contains(authority.crl());
    }

    @Test
    void touchesNothingThatIsNotDue() throws IOException {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));
        Map<String, String> before = traces(folder.path());
        Map<String, String> authorityBefore = traces(dir.resolve("pki"));
        clock.advance(Duration.ofMinutes(29));

        assertThat(agent.pass())
                .containsExactly(
                        new Visit.Fresh(folder.path(), RenewalTime.of(folder.read().leaf())));
        assertThat(traces(folder.path())).isEqualTo(before);
        assertThat(traces(dir.resolve("pki"))).isEqualTo(authorityBefore);
    }

    @Test
    @DisplayName("zero-trust 19: renewed at half of its life, with a fresh key")
    void renewsWhatIsDueAndNothingElse() {
        WorkloadFolder hourly = enrol("case-service", Duration.ofHours(1));
        WorkloadFolder daily = enrol("nested/keycloak", Duration.ofDays(1));
        X509Certificate before = hourly.read().leaf();
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
        assertThat(hourly.read().leaf().getPublicKey()).isNotEqualTo(before.getPublicKey());
    }

    @Test
    void goesByTheRegistrationThatStandsWhenItsTurnComes() throws Exception {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));
        Registration before = authority.registrations().getFirst();
        var visits = new FutureTask<>(agent::pass);
        var other = new Thread(visits);

        authority
                .deliveries()
                .hold(
                        () -> {
                            other.start();
                            await().until(() -> other.getState() == Thread.State.WAITING);
                            return authority.register(before.withAlgorithm(KeyAlgorithm.ED25519));
                        });

        assertThat(visits.get()).singleElement().isInstanceOf(Visit.Renewed.class);
        assertThat(folder.read().leaf().getPublicKey().getAlgorithm()).isEqualTo("EdDSA");
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
    void healsAFolderThatIsDamaged() throws IOException {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));
        Files.writeString(folder.path().resolve("tls.key").toRealPath(), "gone");

        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Renewed.class);
        assertThat(folder.read().id().workloadName()).isEqualTo("case-service");
    }

    @Test
    void visitsTheOthersWhenOneFails() throws IOException {
        var blocked = Files.writeString(dir.resolve("blocked"), "a file where a folder should be");
        var _ = fixture.register("broken", blocked, Duration.ofHours(1));
        WorkloadFolder sound = enrol("sound", Duration.ofHours(1));
        clock.advance(Duration.ofHours(1));

        List<Visit> visits = agent.pass();

        assertThat(visits.getFirst())
                .asInstanceOf(type(Visit.Failed.class))
                .returns(blocked, Visit.Failed::folder)
                .returns(Reason.FILES, failed -> failed.cause().reason());
        assertThat(visits.getLast())
                .isInstanceOf(Visit.Renewed.class)
                .returns(sound.path(), Visit::folder);
    }

    @Test
    void asksForNoCertificateForAFolderThatCannotBeWritten() throws IOException {
        var blocked = Files.writeString(dir.resolve("blocked"), "a file where a folder should be");
        var _ = fixture.register("broken", blocked, Duration.ofHours(1));

        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Failed.class);
        assertThat(authority.leaves()).isEmpty();
    }

    @Test
    void triesAFolderThatTakesNoCertificateOnlyOnceInAWhile() throws IOException {
        Path folder = root.resolve("a");
        Files.createDirectories(folder.resolve("..data/in-the-way"));
        var _ = fixture.register("a", folder, Duration.ofHours(1));
        agent.pass();

        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Failed.class);
        assertThat(authority.leaves()).hasSize(1);
        clock.advance(Duration.ofSeconds(30));
        agent.pass();
        assertThat(authority.leaves()).hasSize(2);
    }

    @Test
    void writesTwoWorkloadsIntoTwoFolders() {
        var _ = fixture.register("one", root, Duration.ofHours(1));

        assertRefused(
                Reason.ALREADY_EXISTS, () -> fixture.register("two", root, Duration.ofHours(1)));
        var _ = fixture.register("one", root, Duration.ofHours(2));
    }

    @Test
    void keepsAValidCertificateWhenItCannotRenew() {
        WorkloadFolder folder = enrol("postgres", Duration.ofDays(90));
        clock.set(authority.active().issuing().getNotAfter().toInstant().minusSeconds(60));
        agent.pass();
        X509Certificate last = folder.read().leaf();
        clock.advance(Duration.ofSeconds(61));

        assertThat(agent.pass())
                .singleElement()
                .asInstanceOf(type(Visit.Failed.class))
                .returns(Reason.ISSUER_NOT_VALID, failed -> failed.cause().reason());
        assertThat(folder.read().leaf()).isEqualTo(last);
    }

    @Test
    void writesANewCrlWithTheSameKey() {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));
        WorkloadCredentials before = folder.read();
        String crl = authority.publishCrl();

        assertThat(agent.pass()).containsExactly(new Visit.Refreshed(folder.path()));
        assertThat(folder.read()).isEqualTo(before);
        assertThat(folder.crl()).contains(crl);
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Fresh.class);
    }

    @Test
    void publishesTheCrlBeforeHalfOfItsLife() {
        WorkloadFolder folder = enrol("postgres", Duration.ofDays(90));
        Optional<String> first = folder.crl();
        clock.advance(Duration.ofHours(10));
        agent.pass();
        assertThat(folder.crl()).isEqualTo(first);
        clock.advance(Duration.ofHours(1));
        agent.pass();

        assertThat(folder.crl()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(names = "P256", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("zero-trust 30: a changed algorithm is in use at the next pass")
    void followsAChangedAlgorithm(KeyAlgorithm algorithm) {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));
        var _ = authority.register(authority.registrations().getFirst().withAlgorithm(algorithm));

        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Renewed.class);
        assertThat(KeyAlgorithm.of(folder.read().leaf().getPublicKey())).isEqualTo(algorithm);
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Fresh.class);
    }

    @Test
    void followsAChangedProfileAndAShorterLife() {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(2));
        Registration registered = authority.registrations().getFirst();
        Profile more = registered.profile().withDns("cases.example.org").withIp("::1");
        var _ = authority.register(registered.withProfile(more));
        agent.pass();
        assertThat(Profile.of(folder.read().leaf())).isEqualTo(more);
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Fresh.class);

        var _ = authority.register(registered.withProfile(more).withLife(Duration.ofMinutes(30)));
        agent.pass();
        assertThat(folder.read().leaf().getNotAfter().toInstant())
                .isBefore(clock.instant().plus(Duration.ofMinutes(31)));
    }

    @Test
    void keepsACertificateThatItsIssuerCutShort() {
        WorkloadFolder folder = enrol("case-service", Duration.ofDays(1000));
        X509Certificate cut = folder.read().leaf();
        clock.advance(Duration.ofDays(30));

        agent.pass();

        assertThat(folder.read().leaf()).isEqualTo(cut);
    }

    @Test
    void replacesARevokedCertificate() {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));
        X509Certificate revoked = folder.read().leaf();
        var _ = authority.revoke(revoked.getSerialNumber());

        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Renewed.class);
        assertThat(folder.read().leaf()).isNotEqualTo(revoked);
    }

    @Test
    void givesASuspendedWorkloadNothingButTheCrl() {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));
        X509Certificate last = folder.read().leaf();
        var _ = authority.revoke(folder.read().id());
        clock.advance(Duration.ofHours(2));

        assertThat(agent.pass()).containsExactly(new Visit.Suspended(folder.path()));
        assertThat(folder.read().leaf()).isEqualTo(last);
        assertThat(folder.crl()).contains(authority.crl());
        assertThat(agent.rotate(folder.read().id()))
                .asInstanceOf(type(Visit.Failed.class))
                .returns(Reason.REVOKED, failed -> failed.cause().reason());
    }

    @Test
    void writesTheKeyInDerForWhoWantsItLater() {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));
        var _ =
                authority.register(
                        authority
                                .registrations()
                                .getFirst()
                                .withDelivery(Delivery.to(folder.path()).withDerKey()));

        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Refreshed.class);
        assertThat(folder.path().resolve("tls.pk8")).exists();
    }

    @Test
    void rotatesOneOrAllWhenAsked() {
        WorkloadFolder one = enrol("one", Duration.ofHours(1));
        WorkloadFolder other = enrol("other", Duration.ofHours(1));
        X509Certificate first = one.read().leaf();
        X509Certificate second = other.read().leaf();

        assertThat(agent.rotate(one.read().id())).isInstanceOf(Visit.Renewed.class);
        assertThat(one.read().leaf()).isNotEqualTo(first);
        assertThat(other.read().leaf()).isEqualTo(second);
        assertThat(agent.rotateAll()).hasSize(2).hasOnlyElementsOfType(Visit.Renewed.class);
        assertThat(other.read().leaf()).isNotEqualTo(second);
    }

    @Test
    @DisplayName("zero-trust 28: keys and their folder are their owner's only")
    void writesForItsOwnerOnly() throws IOException {
        WorkloadFolder folder = enrol("case-service", Duration.ofHours(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
        for (String name : List.of("tls.crt", "tls.key", "bundle.pem", "crl.pem")) {
            Path file = folder.path().resolve(name);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    @DisplayName("zero-trust 19: jitter spreads renewals between half and six tenths of a life")
    void spreadsRenewals() {
        Instant issued = clock.instant();
        Registration workload = fixture.register("x");
        Set<Instant> times = new HashSet<>();
        for (int each = 0; each < 30; each++) {
            Instant time = RenewalTime.of(fixture.issue(workload).leaf());
            assertThat(time)
                    .isBetween(
                            issued.plus(Duration.ofMinutes(30)).minusSeconds(1),
                            issued.plus(Duration.ofMinutes(36)));
            times.add(time);
        }

        assertThat(times).hasSizeGreaterThan(15);
    }

    private WorkloadFolder enrol(String path, Duration life) {
        Path folder = root.resolve(path);
        var _ = fixture.register(path, folder, life);
        agent.pass();
        return WorkloadFolder.at(folder);
    }

    /// Inode and time of each file and link: what a write would change.
    private static Map<String, String> traces(Path folder) throws IOException {
        var traces = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                traces.put(
                        file.toString(),
                        Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS)
                                + " "
                                + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
            }
        }
        return traces;
    }
}
