package redress.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.MovableClock;
import redress.certs.Reason;
import redress.certs.SpiffeId;
import redress.certs.TrustDomain;
import redress.certs.authority.Authority;
import redress.certs.authority.AuthorityFixture;
import redress.certs.authority.Delivery;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;
import redress.certs.workload.Agent;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;

class CollectedTest {
    private static final SpiffeId ID = TrustDomain.DEFAULT.workload("case-service");

    @TempDir Path dir;
    private MovableClock clock = new MovableClock();
    private Path folder;
    private Authority authority;

    @BeforeEach
    void makeAnAuthority() {
        folder = dir.resolve("case-service");
        var fixture = AuthorityFixture.in(dir.resolve("pki"));
        authority = fixture.authority();
        clock = fixture.clock();
    }

    @Test
    void bringsFolderReportAndPort() throws Exception {
        Registration workload = registered(Delivery.to(folder));
        assertThat(new Agent(authority).rotate(ID)).isNotNull();
        WorkloadCredentials held = WorkloadFolder.at(folder).read();
        new ReportFile(ID, held.leaf().getSerialNumber(), clock.instant())
                .withAnchors(List.of("aa"))
                .write(folder);
        X509Certificate root = authority.active().root();
        try (var server = new TlsServer(held.key(), held.leaf(), List.of(root), true, List.of())) {
            workload = registered(Delivery.to(folder).withProbe(server.address()));

            Collected seen = Collected.of(List.of(workload), clock.instant());

            assertThat(seen.folder(workload).orElseThrow().leaf()).isEqualTo(held.leaf());
            assertThat(seen.folder(workload).orElseThrow().listed())
                    .containsExactlyInAnyOrder(
                            root.getSubjectX500Principal(),
                            authority.active().issuing().getSubjectX500Principal());
            assertThat(seen.report(workload).orElseThrow().anchors()).containsExactly("aa");
            assertThat(seen.probe(workload).orElseThrow().leaf()).isEqualTo(held.leaf());
            assertThat(seen.probe(workload).orElseThrow().acceptedIssuers())
                    .containsExactly(root.getSubjectX500Principal());
        }
    }

    @Test
    void bringsNothingOfAProcessThatIsGone() throws Exception {
        Registration workload = registered(Delivery.to(folder));
        assertThat(new Agent(authority).rotate(ID)).isNotNull();
        new ReportFile(ID, BigInteger.ONE, clock.instant()).write(folder);
        clock.advance(Duration.ofSeconds(31));

        assertThat(Collected.of(List.of(workload), clock.instant()).report(workload)).isEmpty();
    }

    @Test
    void refusesAFolderThatCannotBeReadAndKnowsOnlyWhatItLookedAt() {
        Registration workload = registered(Delivery.to(folder));
        Collected seen = Collected.of(List.of(workload), clock.instant());

        assertRefused(Reason.NOT_FOUND, () -> seen.folder(workload));
        Collected blind = Collected.of(List.of(), clock.instant());
        assertRefused(Reason.NOT_FOUND, () -> blind.folder(workload));
    }

    @Test
    void bringsNothingOfAWorkloadThatAsksByItself() {
        Registration workload = registered(Delivery.onRequest());
        Collected seen = Collected.of(List.of(workload), clock.instant());

        assertThat(seen.folder(workload)).isEmpty();
        assertThat(seen.report(workload)).isEmpty();
        assertThat(seen.probe(workload)).isEmpty();
    }

    @Test
    void doubtsAServerThatAsksButNamesNobody() throws Exception {
        registered(Delivery.to(folder));
        assertThat(new Agent(authority).rotate(ID)).isNotNull();
        WorkloadCredentials held = WorkloadFolder.at(folder).read();
        try (var server = new TlsServer(held.key(), held.leaf(), List.of(), true, List.of())) {
            Registration workload = registered(Delivery.to(folder).withProbe(server.address()));
            Collected seen = Collected.of(List.of(workload), clock.instant());

            assertRefused(Reason.BAD_MATERIAL, () -> seen.probe(workload));
        }
    }

    private Registration registered(Delivery delivery) {
        return authority.register(Registration.of(Profile.localServer(ID)).withDelivery(delivery));
    }
}
