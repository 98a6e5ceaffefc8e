package redress.certs.authority;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.AlternativeNames;
import redress.certs.KeyAlgorithm;
import redress.certs.MovableClock;
import redress.certs.Reason;
import redress.certs.TrustDomain;

class AuthorityTest {
    private static final PublicKey KEY = KeyAlgorithm.P256.generate().getPublic();
    private static final Profile PROFILE =
            Profile.client(TrustDomain.DEFAULT.workload("case-service"));
    private static final char[] PASSPHRASE = AuthorityFixture.PASSPHRASE.toCharArray();

    @TempDir Path dir;

    private Path pki;
    private MovableClock clock;
    private Authority authority;

    @BeforeEach
    void create() {
        pki = dir.resolve("parent/pki");
        var fixture = AuthorityFixture.in(pki);
        clock = fixture.clock();
        authority = fixture.authority();
    }

    @Test
    void signsAChainThatTheJdkValidates() throws GeneralSecurityException {
        IssuedCertificate issued = authority.issue(PROFILE, KEY, Authority.LEAF_LIFE);

        assertThat(issued.chain()).hasSize(2);
        validate(issued, authority.bundle());
    }

    @Test
    void signsWithAnotherAlgorithm() throws GeneralSecurityException {
        var ed25519 =
                Authority.create(
                        dir.resolve("ed25519"),
                        TrustDomain.DEFAULT,
                        KeyAlgorithm.ED25519,
                        PASSPHRASE,
                        clock);

        validate(ed25519.issue(PROFILE, KEY, Authority.LEAF_LIFE), ed25519.bundle());
    }

    @Test
    void isNotTrustedUnderTheRootOfAnotherOfTheSameName() {
        Authority other = AuthorityFixture.in(dir.resolve("other")).authority();
        IssuedCertificate issued = other.issue(PROFILE, KEY, Authority.LEAF_LIFE);

        assertThatThrownBy(() -> validate(issued, authority.bundle()))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void issuesLeavesThatExpire() {
        IssuedCertificate issued = authority.issue(PROFILE, KEY, Authority.LEAF_LIFE);
        clock.advance(Authority.LEAF_LIFE.plusSeconds(1));

        assertThatThrownBy(() -> validate(issued, authority.bundle()))
                .hasMessageContaining("validity");
    }

    @Test
    void makesARootForTenYearsThatMayHaveOneAuthorityBelow() {
        X509Certificate root = authority.bundle().getFirst();

        assertThat(root.getBasicConstraints()).isEqualTo(1);
        assertThat(root.getNotAfter().toInstant())
                .isAfter(clock.instant().plus(Duration.ofDays(3649)));
        assertThatCode(() -> root.verify(root.getPublicKey())).doesNotThrowAnyException();
    }

    @Test
    void makesAnIssuingAuthorityForOneYearThatMayHaveNoneBelow() {
        assertThat(authority.issuing().getBasicConstraints()).isZero();
        assertThat(Validity.of(authority.issuing()).holdsAt(after(Duration.ofDays(364)))).isTrue();
        assertThat(Validity.of(authority.issuing()).holdsAt(after(Duration.ofDays(366)))).isFalse();
    }

    @Test
    void makesAuthoritiesThatSignAndNothingElse() {
        for (X509Certificate each : List.of(authority.bundle().getFirst(), authority.issuing())) {
            assertThat(each.getKeyUsage())
                    .containsExactly(false, false, false, false, false, true, true, false, false);
            assertThat(AlternativeNames.URI.of(each)).containsExactly("spiffe://redress.local");
            assertThat(each.getCriticalExtensionOIDs()).contains("2.5.29.15", "2.5.29.19");
        }
    }

    @Test
    void refusesToIssueOnceExpired() {
        clock.set(authority.issuing().getNotAfter().toInstant().plusSeconds(1));

        assertRefused(
                Reason.ISSUER_NOT_VALID, () -> authority.issue(PROFILE, KEY, Authority.LEAF_LIFE));
    }

    @Test
    void refusesToIssueBeforeItIsValid() {
        clock.advance(Duration.ofMinutes(-5));

        assertRefused(
                Reason.ISSUER_NOT_VALID, () -> authority.issue(PROFILE, KEY, Authority.LEAF_LIFE));
    }

    @Test
    void opensAgainAndKeepsItsTrustDomain() throws GeneralSecurityException {
        Authority opened = Authority.open(pki, PASSPHRASE, clock);

        assertThat(opened.trustDomain()).isEqualTo(TrustDomain.DEFAULT);
        validate(opened.issue(PROFILE, KEY, Authority.LEAF_LIFE), authority.bundle());
    }

    @Test
    void refusesAWrongPassphrase() {
        assertRefused(
                Reason.WRONG_PASSPHRASE, () -> Authority.open(pki, "guess".toCharArray(), clock));
    }

    @Test
    void refusesToOpenWhatIsNotThere() {
        assertRefused(
                Reason.NOT_FOUND, () -> Authority.open(dir.resolve("none"), PASSPHRASE, clock));
    }

    @Test
    void keepsItsKeysEncryptedAndToItsOwner() throws IOException {
        assertThat(mode(pki)).isEqualTo("rwx------");
        for (String name : List.of("generations/1/root.key", "generations/1/issuing.key")) {
            assertThat(mode(pki.resolve(name))).isEqualTo("rw-------");
            assertThat(pki.resolve(name)).content(UTF_8).startsWith("-----BEGIN ENCRYPTED PRIVATE");
        }
    }

    @Test
    void refusesAKeyThatOthersMayRead() throws IOException {
        Files.setPosixFilePermissions(
                pki.resolve("generations/1/issuing.key"),
                PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(Reason.EXPOSED, () -> Authority.open(pki, PASSPHRASE, clock));
    }

    @Test
    void refusesAKeyThatIsNotItsCertificates() throws IOException {
        Files.delete(pki.resolve("generations/1/issuing.key"));
        Files.copy(pki.resolve("generations/1/root.key"), pki.resolve("generations/1/issuing.key"));

        assertRefused(Reason.BAD_MATERIAL, () -> Authority.open(pki, PASSPHRASE, clock));
    }

    @Test
    void refusesToReplaceAnAuthority() throws IOException {
        byte[] before = Files.readAllBytes(pki.resolve("generations/1/root.crt"));

        assertRefused(Reason.ALREADY_EXISTS, () -> AuthorityFixture.in(pki));
        assertThat(pki.resolve("generations/1/root.crt")).hasBinaryContent(before);
    }

    @Test
    void leavesNothingBesideItsFolder() throws IOException {
        try (var entries = Files.list(dir.resolve("parent"))) {
            assertThat(entries).containsExactly(pki);
        }
    }

    @Test
    void recordsEveryCertificate() throws IOException {
        IssuedCertificate issued =
                authority.issue(PROFILE.withDns("localhost"), KEY, Duration.ofMinutes(90));

        List<String> lines = Files.readAllLines(pki.resolve("issued.log"));

        assertThat(lines).hasSize(3);
        assertThat(lines.getLast())
                .startsWith("{\"serial\":\"" + issued.serial() + "\"")
                .contains(
                        "\"spiffeId\":\"spiffe://redress.local/case-service\"",
                        "\"dnsNames\":[\"localhost\"]",
                        "\"notBefore\":\"2031-05-06T07:07:59Z\"",
                        "\"notAfter\":\"2031-05-06T08:38:09Z\"",
                        "\"algorithm\":\"P-256\"");
        assertThat(authority.lifeOf(issued.leaf())).contains(Duration.ofMinutes(90));
        assertThat(mode(pki.resolve("issued.log"))).isEqualTo("rw-------");
    }

    @Test
    void findsACertificateAfterALineCutShort() throws IOException {
        Files.writeString(
                pki.resolve("issued.log"), "{\"serial\":\"00", UTF_8, StandardOpenOption.APPEND);

        IssuedCertificate issued = authority.issue(PROFILE, KEY, Authority.LEAF_LIFE);

        assertThat(authority.lifeOf(issued.leaf())).contains(Authority.LEAF_LIFE);
    }

    @Test
    void doesNotKnowACertificateOfAnother() {
        Authority other = AuthorityFixture.in(dir.resolve("other")).authority();

        assertThat(authority.lifeOf(other.issue(PROFILE, KEY, Authority.LEAF_LIFE).leaf()))
                .isEmpty();
    }

    private Instant after(Duration span) {
        return clock.instant().plus(span);
    }

    private void validate(IssuedCertificate issued, List<X509Certificate> anchors)
            throws GeneralSecurityException {
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchors.getFirst(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(clock.date());
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(issued.chain()),
                        parameters);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
