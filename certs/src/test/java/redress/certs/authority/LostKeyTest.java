package redress.certs.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.certs.CrlNumber;
import redress.certs.Pem;
import redress.certs.Reason;
import redress.certs.Signatures;
import redress.certs.authority.LogCheck.Verdict;
import redress.certs.workload.Agent;
import redress.certs.workload.Visit;
import redress.certs.workload.WorkloadFolder;

class LostKeyTest {
    private static final FakeEvidence NOTHING = new FakeEvidence();
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir Path dir;

    private AuthorityFixture fixture;

    @BeforeEach
    void create() {
        fixture = AuthorityFixture.in(dir.resolve("pki"));
    }

    @Test
    void revokesThoughTheKeyOfAnOldAuthorityIsLost() throws IOException {
        X509Certificate first = rollTo2().issuing();
        X509CRL before = list(first).orElseThrow();
        IssuedCertificate leaf = fixture.issue(fixture.register("a"));
        lose("1/issuing");
        Authority found = fixture.again();

        var _ = found.revoke(leaf.leaf().getSerialNumber());

        assertThat(list(found.active().issuing()).orElseThrow().isRevoked(leaf.leaf())).isTrue();
        assertThat(list(first)).contains(before);
        assertThat(found.mute())
                .singleElement()
                .returns(1, Mute::number)
                .returns(Optional.of(before.getNextUpdate().toInstant()), Mute::until)
                .returns("certs authority taint 1, then certs authority revoke 1", Mute::remedy);
        assertSound(found);
    }

    @Test
    void saysWhichRevocationsAreOnNoList() throws IOException {
        IssuedCertificate old = fixture.deliver(fixture.register("a"));
        var _ = rollTo2();
        lose("1/issuing");
        Authority found = fixture.again();

        var _ = found.revoke(old.leaf().getSerialNumber());

        assertThat(found.mute().getFirst().why()).contains("; NOT on it: " + old.serial());
        var _ = found.rollover().taint(1);
        assertThat(found.mute().getFirst().remedy()).isEqualTo("certs authority revoke 1");
        fixture.clock().advance(DAY);
        var _ = found.rollover().revoke(1, NOTHING, true);
        assertThat(found.mute()).isEmpty();
        assertSound(found);
    }

    @Test
    void givesNoListOutThatEnded() throws IOException {
        X509Certificate first = rollTo2().issuing();
        lose("1/issuing");
        Authority found = fixture.again();
        fixture.clock().advance(Duration.ofHours(12));
        assertThat(found.mend()).isTrue();
        assertThat(list(first)).isPresent();
        fixture.clock().advance(Duration.ofHours(12).minusSeconds(1));
        assertThat(found.mend()).isTrue();
        assertThat(list(first)).isPresent();
        fixture.clock().advance(Duration.ofSeconds(1));

        assertThat(found.mend()).isTrue();
        assertThat(list(first)).isEmpty();
        assertThat(found.mend()).isFalse();
        assertThat(found.mute().getFirst().why()).contains("its certificates are refused");
        assertSound(found);
    }

    @Test
    void replacesTheLeavesOfAnAuthorityThatIsMuteBeforeItsListEnds() throws IOException {
        Path folder = dir.resolve("a");
        var _ = fixture.register("a", folder, Duration.ofDays(90));
        new Agent(fixture.authority()).pass();
        var _ = rollTo2();
        lose("1/issuing");
        Authority found = fixture.again();
        var _ = found.publishCrl();
        var agent = new Agent(found);
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Refreshed.class);

        fixture.clock().advance(Duration.ofHours(11));

        assertThat(agent.pass())
                .singleElement()
                .isInstanceOfSatisfying(
                        Visit.Renewed.class,
                        done ->
                                assertThat(done.why())
                                        .isEqualTo("the key of its authority is lost"));
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Fresh.class);
    }

    @Test
    void recoversWithTheRootsKeyAndKeepsWhatLives() throws IOException {
        Path folder = dir.resolve("a");
        var _ = fixture.register("a", folder, Duration.ofHours(1));
        new Agent(fixture.authority()).pass();
        X509Certificate lost = fixture.authority().active().issuing();
        X509CRL before = list(lost).orElseThrow();
        lose("1/issuing");
        Authority found = fixture.again();
        assertRefused(Reason.NOT_FOUND, found::publishCrl);

        assertThat(found.recovery().run(Optional.empty())).isEqualTo(Recovery.Way.NEW_ISSUING);

        assertThat(found.active().issuing()).isNotEqualTo(lost);
        assertThat(found.bundle()).isEqualTo(fixture.authority().bundle());
        assertThat(list(lost)).contains(before);
        assertThat(list(found.active().issuing())).isPresent();
        assertThat(new Agent(found).pass()).hasOnlyElementsOfType(Visit.Renewed.class);
        assertThat(WorkloadFolder.at(folder).read().chain().getLast())
                .isEqualTo(found.active().issuing());
        fixture.clock().advance(DAY);
        var _ = found.mend();
        assertThat(list(lost)).isEmpty();
        assertThat(found.mute()).isEmpty();
        assertSound(found);
    }

    @Test
    void saysThatARevocationIsNotOnTheListOfTheFormerIssuer() throws IOException {
        IssuedCertificate old = fixture.issue(fixture.register("a"));
        lose("1/issuing");
        Authority found = fixture.again();
        assertThat(found.recovery().isVisiblyNeeded()).isTrue();
        var _ = found.recovery().run(Optional.empty());
        assertThat(found.recovery().isVisiblyNeeded()).isFalse();
        assertThat(found.mute()).isEmpty();

        var _ = found.revoke(old.leaf().getSerialNumber());

        assertThat(found.mute().getFirst().why())
                .startsWith("the key of a former issuing authority is lost: ")
                .endsWith("; NOT on it: " + old.serial());
        fixture.clock().advance(DAY);
        var _ = found.mend();
        assertThat(found.mute()).isEmpty();
    }

    @Test
    void recoversWithoutTheRootsKeyByANewRoot() throws IOException {
        Path folder = dir.resolve("a");
        var _ = fixture.register("a", folder, Duration.ofHours(1));
        new Agent(fixture.authority()).pass();
        X509Certificate lost = fixture.authority().active().issuing();
        lose("1/issuing");
        lose("1/root");
        Authority found = fixture.again();

        assertThat(found.recovery().run(Optional.empty())).isEqualTo(Recovery.Way.NEW_GENERATION);

        assertThat(found.active().number()).isEqualTo(2);
        assertThat(found.bundle()).hasSize(2);
        assertThat(list(lost)).isPresent();
        assertThat(new Agent(found).pass()).hasOnlyElementsOfType(Visit.Refreshed.class);
        assertThat(WorkloadFolder.at(folder).read().anchors()).isEqualTo(found.bundle());
        assertSound(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "another key"})
    void takesADamagedKeyForALostOne(String content) throws IOException {
        Path key = key("1/issuing");
        Files.writeString(
                key, content.equals("another key") ? Files.readString(key("1/root")) : content);

        assertThat(fixture.again().recovery().way(Optional.empty()))
                .isEqualTo(Recovery.Way.NEW_ISSUING);
    }

    @Test
    void takesAWrongPassphraseForNoLoss() throws IOException {
        var _ = rollTo2();
        Authority mistyped =
                Authority.open(dir.resolve("pki"), "mistyped".toCharArray(), fixture.clock());

        assertRefused(Reason.WRONG_PASSPHRASE, () -> mistyped.recovery().way(Optional.empty()));
        assertRefused(Reason.WRONG_PASSPHRASE, mistyped::publishCrl);
        lose("2/issuing");
        lose("2/root");
        assertRefused(Reason.WRONG_PASSPHRASE, () -> mistyped.recovery().run(Optional.empty()));
        assertThat(fixture.again().generations()).hasSize(2);
    }

    @Test
    void numbersTheNewListsHigherAndLeavesTheOldOneAlone() throws IOException {
        X509Certificate first = rollTo2().issuing();
        lose("1/issuing");
        Authority found = fixture.again();
        var number = CrlNumber.of(list(first).orElseThrow());

        var _ = found.publishCrl();

        assertThat(CrlNumber.of(list(first).orElseThrow())).isEqualTo(number);
        assertThat(CrlNumber.of(list(found.active().issuing()).orElseThrow()))
                .isGreaterThan(number);
    }

    /// The first generation, old now.
    private Generation rollTo2() {
        Rollover rollover = fixture.authority().rollover();
        var _ = rollover.prepare();
        var _ = rollover.activate(2, NOTHING);
        return fixture.authority().generations().getFirst();
    }

    private Path key(String name) {
        return dir.resolve("pki/generations").resolve(name + ".key");
    }

    private void lose(String name) throws IOException {
        Files.delete(key(name));
    }

    private Optional<X509CRL> list(X509Certificate issuer) throws IOException {
        List<X509CRL> lists = Pem.crls(Files.readString(dir.resolve("pki/crl.pem")), "test");
        return lists.stream().filter(list -> Signatures.isSignedBy(list, issuer)).findFirst();
    }

    private void assertSound(Authority found) {
        assertThat(new LogCheck(dir.resolve("pki")).verify()).isInstanceOf(Verdict.Whole.class);
        assertThat(fixture.again().generations()).isEqualTo(found.generations());
    }
}
