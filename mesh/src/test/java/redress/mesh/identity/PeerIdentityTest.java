package redress.mesh.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redress.mesh.identity.RefusedCertificateException.Reason;
import redress.mesh.identity.TestAuthority.Issued;
import redress.mesh.identity.TestAuthority.Leaf;

class PeerIdentityTest {

    private static final TrustDomain DOMAIN = new TrustDomain(TestAuthority.DOMAIN);
    private static final String ID = "spiffe://redress.test/case-service";

    private final TestAuthority authority = TestAuthority.create();

    @Test
    void readsIdSerialAndEnd() throws RefusedCertificateException {
        Issued issued = authority.issue("case-service");

        PeerIdentity peer = PeerIdentity.of(issued.leaf(), DOMAIN, Instant.now());

        assertThat(peer.id()).isEqualTo(SpiffeId.parse(ID));
        assertThat(peer.workload()).isEqualTo("case-service");
        assertThat(peer.serial()).isEqualTo(issued.leaf().getSerialNumber().toString(16));
        assertThat(peer.notAfter()).isEqualTo(issued.leaf().getNotAfter().toInstant());
    }

    static Stream<Arguments> outsideTheProfile() {
        Leaf fit = Leaf.of(ID);
        int sign = KeyUsage.digitalSignature;
        return Stream.of(
                Arguments.of(Leaf.of(), Reason.NOT_ONE_URI),
                Arguments.of(Leaf.of(ID, "spiffe://redress.test/b"), Reason.NOT_ONE_URI),
                Arguments.of(Leaf.of(ID, "https://redress.test"), Reason.NOT_ONE_URI),
                Arguments.of(Leaf.of("spiffe://redress.test"), Reason.MALFORMED_ID),
                Arguments.of(Leaf.of("https://redress.test/a"), Reason.MALFORMED_ID),
                Arguments.of(Leaf.of("spiffe://other.test/a"), Reason.OTHER_TRUST_DOMAIN),
                Arguments.of(fit.asAuthority(), Reason.AUTHORITY_CERTIFICATE),
                Arguments.of(
                        fit.usage(true, sign | KeyUsage.keyCertSign), Reason.AUTHORITY_CERTIFICATE),
                Arguments.of(
                        fit.usage(true, sign | KeyUsage.cRLSign), Reason.AUTHORITY_CERTIFICATE),
                Arguments.of(fit.usage(false, sign), Reason.KEY_USAGE),
                Arguments.of(fit.usage(true, KeyUsage.keyAgreement), Reason.KEY_USAGE),
                Arguments.of(fit.onlyFor(), Reason.EXTENDED_KEY_USAGE),
                Arguments.of(fit.onlyFor(KeyPurposeId.id_kp_serverAuth), Reason.EXTENDED_KEY_USAGE),
                Arguments.of(
                        fit.onlyFor(KeyPurposeId.id_kp_clientAuth), Reason.EXTENDED_KEY_USAGE));
    }

    @ParameterizedTest
    @MethodSource("outsideTheProfile")
    @DisplayName("zero-trust 4: what is outside the profile is refused")
    void refusesWhatIsOutsideTheProfile(Leaf leaf, Reason reason) {
        Issued issued = authority.issue(leaf);

        assertThat(reasonFor(issued, Instant.now())).isEqualTo(reason);
    }

    @Test
    @DisplayName("zero-trust 7: a certificate is refused once it has expired")
    void refusesOnceTheCertificateHasExpired() throws RefusedCertificateException {
        Issued issued = authority.issue("case-service");
        Instant end = issued.leaf().getNotAfter().toInstant();

        assertThat(PeerIdentity.of(issued.leaf(), DOMAIN, end)).isNotNull();
        assertThat(reasonFor(issued, end.plusMillis(1))).isEqualTo(Reason.EXPIRED);
    }

    @Test
    @DisplayName("zero-trust 27: five minutes of skew are tolerated before the beginning only")
    void toleratesFiveMinutesOfSkewBeforeTheBeginningOnly() throws RefusedCertificateException {
        Issued issued = authority.issue("case-service");
        Instant begin = issued.leaf().getNotBefore().toInstant();
        Instant skewed = begin.minus(Duration.ofMinutes(5));

        assertThat(PeerIdentity.of(issued.leaf(), DOMAIN, skewed)).isNotNull();
        assertThat(reasonFor(issued, skewed.minusSeconds(1))).isEqualTo(Reason.NOT_YET_VALID);
    }

    private static Reason reasonFor(Issued issued, Instant now) {
        return catchThrowableOfType(
                        RefusedCertificateException.class,
                        () -> PeerIdentity.of(issued.leaf(), DOMAIN, now))
                .reason();
    }
}
