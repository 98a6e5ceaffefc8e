package redress.certs.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.KeyAlgorithm;
import redress.certs.MovableClock;
import redress.certs.SpiffeId;
import redress.certs.TrustDomain;
import redress.certs.authority.Authority;
import redress.certs.authority.AuthorityFixture;
import redress.certs.authority.Delivery;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;
import redress.certs.evidence.ReportFile;
import redress.certs.evidence.TlsServer;
import redress.certs.workload.Agent;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;

class StatusTest {
    private static final SpiffeId ID = TrustDomain.DEFAULT.workload("case-service");

    @TempDir Path dir;
    private MovableClock clock = new MovableClock();
    private Path pki;
    private Path folder;
    private Authority authority;

    @BeforeEach
    void issueOneCertificate() throws IOException {
        pki = dir.resolve("pki");
        folder = dir.resolve("case-service");
        var fixture = AuthorityFixture.in(pki);
        authority = fixture.authority();
        clock = fixture.clock();
        authority.register(registration());
        rotate();
    }

    @Test
    void isFineWhenTheWorkloadHasTakenUpWhatIsInItsFolder() {
        report().write(folder);

        Status status = status();

        assertThat(status.concerns()).isEmpty();
        assertThat(status.level()).isEqualTo(Level.FINE);
        WorkloadStatus workload = status.workloads().getFirst();
        assertThat(workload.lastReload().exact()).isEqualTo("2031-05-06T07:08:09.123456Z");
        assertThat(workload.lastReload().brief()).isEqualTo("2031-05-06T07:08:09Z");
        assertThat(workload.held().orElseThrow().authority()).contains(1);
        assertThat(workload.held().orElseThrow().usedPercent()).isZero();
        assertThat(workload.crl()).isPresent();
        assertThat(status.authorities()).hasSize(1);
    }

    @Test
    @DisplayName("zero-trust 25: a key of the authority that is gone hurts before it is needed")
    void seesThatTheKeyOfTheIssuingAuthorityIsGone() throws IOException {
        report().write(folder);
        Files.delete(pki.resolve("generations/1/issuing.key"));

        assertThat(only())
                .returns(Level.HURTING, Concern::level)
                .returns("the key of its issuing authority is not there", Concern::why);
    }

    @Test
    void needsNoPassphrase() {
        Authority closed = Authority.open(pki, new char[0], clock);

        assertThat(Status.of(closed, pki).workloads()).hasSize(1);
    }

    @Test
    @DisplayName("zero-trust 25: past 60 % of a leaf's life soon, past 80 % hurting, then expired")
    void getsWorseWithAge() {
        clock.advance(Duration.ofMinutes(35));
        assertThat(status().level()).isEqualTo(Level.FINE);
        clock.advance(Duration.ofMinutes(2));
        assertThat(only().level()).isEqualTo(Level.SOON);
        clock.advance(Duration.ofMinutes(12));
        assertThat(only().level()).isEqualTo(Level.HURTING);
        clock.advance(Duration.ofMinutes(12));
        assertThat(only().why()).isEqualTo("its certificate expired");
    }

    @Test
    @DisplayName("zero-trust 25: a reload that failed hurts")
    void sawAReloadFail() {
        report().withFailure("KEY_MISMATCH: tls.key").write(folder);

        assertThat(only())
                .returns(Level.HURTING, Concern::level)
                .returns("its last reload failed: KEY_MISMATCH: tls.key", Concern::why);
    }

    @Test
    @DisplayName("zero-trust 25: a workload that has not loaded its folder's serial in 30 s hurts")
    void sawAWorkloadThatDoesNotReload() throws IOException {
        report().write(folder);
        rotate();
        assertThat(status().level()).isEqualTo(Level.FINE);

        clock.advance(Duration.ofSeconds(29));
        assertThat(status().level()).isEqualTo(Level.FINE);
        writeOldSerial();
        clock.advance(Duration.ofSeconds(2));

        assertThat(only())
                .returns(Level.HURTING, Concern::level)
                .returns("it works with another certificate than its folder's", Concern::why);
    }

    @Test
    void ignoresTheReportOfAProcessThatIsGone() {
        report().withFailure("KEY_MISMATCH: tls.key").write(folder);
        clock.advance(Duration.ofSeconds(31));

        assertThat(status().level()).isEqualTo(Level.FINE);
        assertThat(status().workloads().getFirst().lastReload().exact()).isEqualTo("not running");
    }

    @Test
    @DisplayName("zero-trust 25: a revoked leaf that is still served hurts")
    void sawARevokedLeafInUse() {
        report().write(folder);
        authority.revoke(ID);

        assertThat(status().concerns())
                .anyMatch(concern -> concern.why().equals("it still serves a revoked certificate"));
        clock.advance(Duration.ofSeconds(31));
        assertThat(status().level()).isEqualTo(Level.SOON);
    }

    @Test
    @DisplayName("zero-trust 25: an anchor within 60 days of its end hurts")
    void sawTheAnchorEnd() throws IOException {
        clock.set(notAfter(authority.active().root()).minus(Duration.ofDays(61)));
        assertThat(about("authority 1")).contains(Level.SOON).contains(Level.HURTING);

        clock.set(notAfter(authority.active().root()).minus(Duration.ofDays(59)));
        assertThat(status().concerns())
                .anyMatch(
                        concern ->
                                concern.level() == Level.HURTING
                                        && concern.why().startsWith("its root ends"));
    }

    @Test
    void sawTheIssuingAuthorityEnd() throws IOException {
        clock.set(notAfter(authority.active().issuing()).minus(Duration.ofDays(59)));
        authority.publishCrl();
        rotate();

        assertThat(only())
                .returns(Level.SOON, Concern::level)
                .returns("authority 1", Concern::about)
                .returns("certs authority prepare, then activate", Concern::remedy);
    }

    @Test
    @DisplayName("zero-trust 25: a CRL past 75 % of its life comes soon, a stale one hurts")
    void sawTheCrlAge() throws IOException {
        Registration longLived = registration().withLife(Duration.ofDays(30));
        authority.register(longLived);
        rotate();
        clock.advance(Duration.ofHours(19));
        assertThat(status().concerns()).hasSize(2).allMatch(each -> each.level() == Level.SOON);

        clock.advance(Duration.ofHours(6));
        assertThat(status().concerns()).hasSize(2).allMatch(each -> each.level() == Level.HURTING);
    }

    @Test
    void saysWhichFolderCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("tls.key").toRealPath(), "gone");

        Concern concern = only();

        assertThat(concern.level()).isEqualTo(Level.HURTING);
        assertThat(concern.why()).startsWith("private key: ");
        assertThat(concern.remedy()).isEqualTo("certs rotate case-service");
    }

    @Test
    void asksThePortOfAWorkloadThatWritesNoReport() throws Exception {
        WorkloadCredentials held = WorkloadFolder.at(folder).read();
        X509Certificate root = authority.active().root();
        try (var server = new TlsServer(held.key(), held.leaf(), List.of(root), true, List.of())) {
            authority.register(
                    registration().withDelivery(Delivery.to(folder).withProbe(server.address())));
            assertThat(lastReload()).isEqualTo("served");

            rotate();
            assertThat(lastReload()).isEqualTo("another");
            clock.advance(Duration.ofSeconds(31));
            assertThat(only().level()).isEqualTo(Level.HURTING);
        }
        assertThat(lastReload()).isEqualTo("not running");
    }

    @Test
    void knowsTheNewestLeafOfAWorkloadThatAsksByItself() {
        SpiffeId far = TrustDomain.DEFAULT.workload("far");
        KeyPair keys = KeyAlgorithm.P256.generate();
        authority.register(Registration.of(Profile.client(far)));
        assertThat(row(far).held()).isEmpty();

        authority.issue(far, keys.getPublic());
        clock.advance(Duration.ofMinutes(30));
        var newest = authority.issue(far, keys.getPublic());

        WorkloadStatus.Held held = row(far).held().orElseThrow();
        assertThat(held.serial()).isEqualTo(newest.serial());
        assertThat(held.usedPercent()).isZero();
        assertThat(row(far).lastReload().exact()).isEqualTo("unknown");
    }

    private Registration registration() {
        return Registration.of(Profile.localServer(ID)).withDelivery(Delivery.to(folder));
    }

    /// A new certificate in the folder, as old as the clock says.
    private void rotate() throws IOException {
        assertThat(new Agent(authority).rotate(ID)).isNotNull();
        Files.setLastModifiedTime(folder.resolve("tls.crt"), FileTime.from(clock.instant()));
    }

    private ReportFile report() {
        WorkloadCredentials held = WorkloadFolder.at(folder).read();
        return new ReportFile(ID, held.leaf().getSerialNumber(), clock.instant());
    }

    private void writeOldSerial() {
        var old = authority.leaves().getFirst();
        new ReportFile(ID, old.serial(), clock.instant()).write(folder);
    }

    private Status status() {
        return Status.of(authority, pki);
    }

    private Concern only() {
        List<Concern> concerns = status().concerns();
        assertThat(concerns).hasSize(1);
        return concerns.getFirst();
    }

    private List<Level> about(String what) {
        return status().concerns().stream()
                .filter(concern -> concern.about().equals(what))
                .map(Concern::level)
                .toList();
    }

    private WorkloadStatus row(SpiffeId id) {
        return status().workloads().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String lastReload() {
        return row(ID).lastReload().exact();
    }

    private static Instant notAfter(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }
}
