package redress.certs.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.certs.Refusals.assertRefused;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.CrlNumber;
import redress.certs.Pem;
import redress.certs.Reason;

class RevocationTest {
    @TempDir Path dir;

    private AuthorityFixture fixture;
    private Authority authority;

    @BeforeEach
    void create() {
        fixture = AuthorityFixture.in(dir.resolve("pki"));
        authority = fixture.authority();
    }

    @Test
    @DisplayName("zero-trust 22: what was taken back is refused by who reads the CRL")
    void isRefusedByTheJdk() throws GeneralSecurityException {
        Registration workload = fixture.register("a");
        IssuedCertificate revoked = fixture.issue(workload);
        IssuedCertificate sound = fixture.issue(workload);
        Leaf leaf = authority.revoke(revoked.leaf().getSerialNumber());

        assertThat(leaf).isEqualTo(Leaf.of(revoked.leaf(), 1, true, 1));
        assertThatCode(() -> validate(sound)).doesNotThrowAnyException();
        assertThatThrownBy(() -> validate(revoked))
                .isInstanceOf(CertPathValidatorException.class)
                .hasMessageContaining("revoked");
    }

    @Test
    void takesEverythingOfAWorkloadBackAndSuspendsIt() {
        Registration workload = fixture.register("a");
        IssuedCertificate one = fixture.issue(workload);
        IssuedCertificate other = fixture.issue(workload);
        IssuedCertificate stranger = fixture.issue(fixture.register("b"));

        assertThat(authority.revoke(workload.id())).hasSize(2);

        assertThat(serials())
                .containsExactlyInAnyOrder(
                        one.leaf().getSerialNumber(), other.leaf().getSerialNumber())
                .doesNotContain(stranger.leaf().getSerialNumber());
        assertRefused(Reason.REVOKED, () -> fixture.issue(workload));
    }

    @Test
    void staysSuspendedUntilAdmitted() {
        Registration workload = fixture.register("a");
        var _ = authority.revoke(workload.id());
        assertThat(fixture.register("a").suspended()).isTrue();
        assertRefused(Reason.REVOKED, () -> fixture.issue(workload));

        assertThat(authority.admit(workload.id())).isTrue();
        assertThat(authority.admit(workload.id())).isFalse();
        assertThat(fixture.issue(workload).id()).isEqualTo(workload.id());
    }

    @Test
    void refusesWhatItNeverIssued() {
        assertRefused(Reason.NOT_FOUND, () -> authority.revoke(BigInteger.TEN));
        assertRefused(
                Reason.NOT_FOUND,
                () -> authority.revoke(authority.trustDomain().workload("nobody")));
    }

    @Test
    void mayBeAskedTwice() {
        BigInteger serial = fixture.issue(fixture.register("a")).leaf().getSerialNumber();
        var _ = authority.revoke(serial);
        var _ = authority.revoke(serial);

        assertThat(serials()).containsExactly(serial);
    }

    @Test
    @DisplayName("zero-trust 23: each publication has a higher number, in every process")
    void countsItsPublications() {
        BigInteger before = CrlNumber.of(crls().getFirst());
        var _ = authority.publishCrl();
        var _ = fixture.again().publishCrl();

        assertThat(CrlNumber.of(crls().getFirst())).isEqualTo(before.add(BigInteger.TWO));
    }

    @Test
    @DisplayName("zero-trust 23: the number is higher even after an older copy was put back")
    void countsOnAfterARestore() {
        AuthorityFixture.copy(dir.resolve("pki"), dir.resolve("backup"));
        var _ = authority.publishCrl();
        var _ = authority.publishCrl();
        BigInteger last = CrlNumber.of(crls().getFirst());
        AuthorityFixture.copy(dir.resolve("backup"), dir.resolve("pki"));
        fixture.clock().advance(Duration.ofSeconds(5));
        var _ = authority.publishCrl();

        assertThat(CrlNumber.of(crls().getFirst())).isGreaterThan(last);
    }

    @Test
    void holdsForEachGenerationItsAuthorityItsCrlAndTheRootsInOrder() throws Exception {
        Generation second = authority.rollover().prepare();
        Generation first = authority.active();
        String text = Files.readString(dir.resolve("pki/crl.pem"));
        List<X509CRL> crls = Pem.crls(text, "test");

        assertThat(text.lines().filter(line -> line.startsWith("-----BEGIN")))
                .containsExactly(
                        "-----BEGIN CERTIFICATE-----",
                        "-----BEGIN X509 CRL-----",
                        "-----BEGIN X509 CRL-----",
                        "-----BEGIN CERTIFICATE-----",
                        "-----BEGIN X509 CRL-----",
                        "-----BEGIN X509 CRL-----");
        assertThat(Pem.certificates(onlyCertificates(text), "test"))
                .containsExactly(first.issuing(), second.issuing());
        crls.get(0).verify(first.issuing().getPublicKey());
        crls.get(1).verify(first.root().getPublicKey());
        crls.get(2).verify(second.issuing().getPublicKey());
        crls.get(3).verify(second.root().getPublicKey());
        assertThat(CrlNumber.of(crls.get(0))).isEqualTo(CrlNumber.of(crls.get(2)));
    }

    @Test
    void livesADayAndTheRootsAsLongAsTheRoot() {
        X509CRL issuing = crls().getFirst();

        assertThat(issuing.getThisUpdate().toInstant()).isBefore(fixture.clock().instant());
        assertThat(Duration.between(fixture.clock().instant(), issuing.getNextUpdate().toInstant()))
                .isBetween(Duration.ofHours(24).minusSeconds(1), Duration.ofHours(24));
        assertThat(crls().getLast().getNextUpdate())
                .isEqualTo(authority.active().root().getNotAfter());
        assertThat(crls().getLast().getRevokedCertificates()).isNull();
    }

    @Test
    void namesTheKeyThatSignedIt() {
        X509Certificate issuing = authority.active().issuing();

        assertThat(
                        AuthorityKeyIdentifier.getInstance(
                                        octets(crls().getFirst().getExtensionValue("2.5.29.35")))
                                .getKeyIdentifierOctets())
                .isEqualTo(
                        SubjectKeyIdentifier.getInstance(
                                        octets(issuing.getExtensionValue("2.5.29.14")))
                                .getKeyIdentifier());
    }

    @Test
    void forgetsWhatExpiredOnlyAfterAWhile() {
        BigInteger serial = fixture.issue(fixture.register("a")).leaf().getSerialNumber();
        var _ = authority.revoke(serial);
        fixture.clock().advance(Duration.ofHours(20));
        var _ = authority.publishCrl();
        assertThat(serials()).containsExactly(serial);
        fixture.clock().advance(Duration.ofHours(6));
        var _ = authority.publishCrl();

        assertThat(serials()).isEmpty();
        assertThat(authority.revoked()).isEmpty();
    }

    @Test
    void forgetsNothingWhenTheClockJumpsForwardAndBack() {
        BigInteger serial = fixture.issue(fixture.register("a")).leaf().getSerialNumber();
        var _ = authority.revoke(serial);
        fixture.clock().advance(Duration.ofDays(10));
        assertThat(authority.mend()).isTrue();
        fixture.clock().advance(Duration.ofDays(-10));

        assertThat(authority.mend()).isTrue();
        assertThat(serials()).containsExactly(serial);
        assertThat(crls().getFirst().getThisUpdate()).isBefore(fixture.clock().date());
        assertThat(authority.mend()).isFalse();
    }

    private List<X509CRL> crls() {
        return Pem.crls(authority.crl(), "test");
    }

    private List<BigInteger> serials() {
        var entries = crls().getFirst().getRevokedCertificates();
        return entries == null
                ? List.of()
                : entries.stream().map(entry -> entry.getSerialNumber()).toList();
    }

    private static String onlyCertificates(String pem) {
        return pem.replaceAll("(?s)-----BEGIN X509 CRL-----.*?-----END X509 CRL-----\n", "");
    }

    private static byte[] octets(byte[] extension) {
        return ASN1OctetString.getInstance(extension).getOctets();
    }

    private void validate(IssuedCertificate issued) throws GeneralSecurityException {
        var anchors = Set.of(new TrustAnchor(authority.bundle().getFirst(), null));
        var parameters = new PKIXParameters(anchors);
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls())));
        parameters.setDate(fixture.clock().date());
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(issued.chain()),
                        parameters);
    }
}
