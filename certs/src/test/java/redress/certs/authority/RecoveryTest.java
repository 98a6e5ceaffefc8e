package redress.certs.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.EncryptedKey;
import redress.certs.KeyAlgorithm;
import redress.certs.Pem;
import redress.certs.Reason;
import redress.certs.authority.LogCheck.Verdict;

@DisplayName("zero-trust 26: everything expired")
class RecoveryTest {
    private static final Duration YEAR = Duration.ofDays(366);

    @TempDir Path dir;

    private AuthorityFixture fixture;
    private Authority authority;
    private Path rootKey;

    @BeforeEach
    void create() {
        fixture = AuthorityFixture.in(dir.resolve("pki"));
        authority = fixture.authority();
        rootKey = dir.resolve("pki/generations/1/root.key");
    }

    @Test
    void makesANewIssuingAuthorityBelowTheSameRoot() {
        X509Certificate root = authority.active().root();
        X509Certificate expired = authority.active().issuing();
        Registration workload = fixture.register("a");
        fixture.clock().advance(YEAR);
        assertRefused(Reason.ISSUER_NOT_VALID, () -> fixture.issue(workload));

        assertThat(authority.recovery().way(Optional.empty())).isEqualTo(Recovery.Way.NEW_ISSUING);
        var _ = authority.recovery().run(Optional.empty());

        assertThat(authority.active().root()).isEqualTo(root);
        assertThat(authority.active().issuing()).isNotEqualTo(expired);
        assertThat(authority.bundle()).containsExactly(root);
        assertWorks(fixture.issue(workload));
        assertThat(fixture.again().active()).isEqualTo(authority.active());
        assertThat(dir.resolve("pki/generations/1/issuing.key")).doesNotExist();
    }

    @Test
    void takesTheRootsKeyFromElsewhere() throws IOException {
        PrivateKey key =
                EncryptedKey.open(
                        Files.readString(rootKey),
                        AuthorityFixture.PASSPHRASE.toCharArray(),
                        rootKey);
        Files.delete(rootKey);
        fixture.clock().advance(YEAR);

        var _ = authority.recovery().run(Optional.of(key));

        assertThat(authority.active().number()).isEqualTo(1);
        assertWorks(fixture.issue(fixture.register("a")));
    }

    @Test
    void refusesTheKeyOfAnotherRoot() {
        PrivateKey foreign = KeyAlgorithm.P256.generate().getPrivate();
        fixture.clock().advance(YEAR);

        assertRefused(Reason.BAD_MATERIAL, () -> authority.recovery().run(Optional.of(foreign)));
        assertThat(fixture.again().active()).isEqualTo(authority.active());
    }

    @Test
    void recoversMoreThanOnce() {
        for (int year = 0; year < 3; year++) {
            fixture.clock().advance(YEAR);
            var _ = authority.recovery().run(Optional.empty());
            assertWorks(fixture.issue(fixture.register("a")));
        }
        assertThat(authority.generations()).hasSize(1);
    }

    @Test
    void makesANewRootWithoutTheRootsKey() throws IOException {
        Files.delete(rootKey);
        fixture.clock().advance(YEAR);

        assertThat(authority.recovery().run(Optional.empty()))
                .isEqualTo(Recovery.Way.NEW_GENERATION);

        assertThat(authority.active().number()).isEqualTo(2);
        assertThat(authority.generations().getFirst().stage()).isEqualTo(Stage.OLD);
        assertWorks(fixture.issue(fixture.register("a")));
    }

    @Test
    void makesANewRootWhenTheOldOneExpiredToo() {
        fixture.clock().advance(YEAR.multipliedBy(11));

        var _ = authority.recovery().run(Optional.empty());

        assertThat(authority.active().number()).isEqualTo(2);
        assertWorks(fixture.issue(fixture.register("a")));
    }

    @Test
    void onlyPublishesTheCrlWhileTheIssuingAuthorityIsValid() {
        Generation active = authority.active();
        fixture.clock().advance(Duration.ofDays(3));

        assertThat(authority.recovery().run(Optional.empty())).isEqualTo(Recovery.Way.CRL_ONLY);

        assertThat(authority.active()).isEqualTo(active);
        assertThat(Pem.crls(authority.crl(), "test").getFirst().getNextUpdate())
                .isAfter(fixture.clock().date());
    }

    private void assertWorks(IssuedCertificate issued) {
        assertThat(Validity.of(issued.leaf()).holdsAt(fixture.clock().instant())).isTrue();
        assertThat(issued.chain().getLast()).isEqualTo(authority.active().issuing());
        assertThat(Pem.crls(authority.crl(), "test"))
                .extracting(X509CRL::getIssuerX500Principal)
                .contains(authority.active().issuing().getSubjectX500Principal());
        assertThat(new LogCheck(dir.resolve("pki")).verify()).isInstanceOf(Verdict.Whole.class);
    }
}
