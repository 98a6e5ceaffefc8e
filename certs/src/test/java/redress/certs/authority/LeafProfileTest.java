package redress.certs.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redress.certs.AlternativeNames;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;
import redress.certs.SpiffeId;
import redress.certs.TrustDomain;

/// What a leaf says: properties 4, 19 and 30 of the zero-trust list.
class LeafProfileTest {
    private static final SpiffeId ID = TrustDomain.DEFAULT.workload("services/case-service");
    private static final KeyPair KEYS = KeyAlgorithm.P256.generate();
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_KEY_ID = "2.5.29.14";
    private static final String AUTHORITY_KEY_ID = "2.5.29.35";

    @TempDir static Path dir;

    private static Authority authority;
    private static Instant now;
    private static X509Certificate leaf;

    @BeforeAll
    static void issue() {
        var fixture = AuthorityFixture.in(dir.resolve("pki"));
        authority = fixture.authority();
        now = fixture.clock().instant();
        leaf = leaf(Profile.localServer(ID), Authority.LEAF_LIFE);
    }

    @Test
    void holdsItsIdAsTheOnlyUriName() {
        assertThat(AlternativeNames.URI.of(leaf))
                .containsExactly("spiffe://redress.local/services/case-service");
        assertThat(SpiffeId.of(leaf)).isEqualTo(ID);
    }

    @Test
    void holdsTheNamesOfAServer() {
        assertThat(AlternativeNames.DNS.of(leaf)).containsExactly("localhost");
        assertThat(AlternativeNames.IP.of(leaf)).containsExactly("127.0.0.1");
    }

    @Test
    void holdsNoOtherNameWhenItOnlyCalls() {
        X509Certificate client = leaf(Profile.client(ID), Authority.LEAF_LIFE);

        assertThat(AlternativeNames.DNS.of(client)).isEmpty();
        assertThat(AlternativeNames.IP.of(client)).isEmpty();
    }

    @Test
    void namesTheWorkloadAsItsWholeSubject() {
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=services/case-service");
    }

    @Test
    void neverTakesTheNameOfAnotherWorkloadOfTheSameLastSegment() {
        Profile other = Profile.client(TrustDomain.DEFAULT.workload("ngo/case-service"));

        assertThat(leaf(other, Authority.LEAF_LIFE).getSubjectX500Principal().getName())
                .isEqualTo("CN=ngo/case-service");
    }

    @Test
    void isCriticallyNoAuthority() {
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getCriticalExtensionOIDs()).contains(BASIC_CONSTRAINTS);
    }

    @Test
    void mayCriticallyMakeDigitalSignaturesOnly() {
        assertThat(leaf.getKeyUsage())
                .containsExactly(true, false, false, false, false, false, false, false, false);
        assertThat(leaf.getCriticalExtensionOIDs()).contains(KEY_USAGE);
    }

    @Test
    void servesAndCalls() throws CertificateParsingException {
        assertThat(leaf.getExtendedKeyUsage()).containsExactly(SERVER, CLIENT);
    }

    @Test
    void namesItsKeyAndItsIssuersKey() {
        byte[] own = extension(leaf, SUBJECT_KEY_ID);
        byte[] issuers = extension(authority.active().issuing(), SUBJECT_KEY_ID);

        assertThat(SubjectKeyIdentifier.getInstance(own).getKeyIdentifier()).hasSize(20);
        assertThat(
                        AuthorityKeyIdentifier.getInstance(extension(leaf, AUTHORITY_KEY_ID))
                                .getKeyIdentifierOctets())
                .isEqualTo(SubjectKeyIdentifier.getInstance(issuers).getKeyIdentifier());
    }

    @Test
    @DisplayName("zero-trust 19: backdated 10 s, one hour by default")
    void beginsTenSecondsEarlyAndLivesAsAsked() {
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);

        assertThat(Validity.of(leaf))
                .isEqualTo(new Validity(issued.minusSeconds(10), issued.plus(Duration.ofHours(1))));
    }

    @Test
    @DisplayName("zero-trust 19: never outlives its issuer")
    void neverOutlivesItsIssuer() {
        X509Certificate greedy = leaf(Profile.client(ID), Duration.ofDays(5000));

        assertThat(greedy.getNotAfter()).isEqualTo(authority.active().issuing().getNotAfter());
    }

    @Test
    void hasASerialNumberOfItsOwn() {
        X509Certificate other = leaf(Profile.localServer(ID), Authority.LEAF_LIFE);

        assertThat(other.getSerialNumber()).isNotEqualTo(leaf.getSerialNumber()).isPositive();
        assertThat(other.getSerialNumber().bitLength()).isBetween(64, 128);
    }

    @ParameterizedTest
    @EnumSource
    void certifiesEveryAlgorithmOfTheSetting(KeyAlgorithm algorithm) throws Exception {
        KeyPair keys = algorithm.generate();

        X509Certificate certificate = authority.issue(ID, keys.getPublic()).leaf();

        certificate.verify(authority.active().issuing().getPublicKey());
        assertThat(certificate.getPublicKey()).isEqualTo(keys.getPublic());
    }

    @Test
    void refusesTheNameOfAnotherTrustDomain() {
        var foreign = Profile.client(new TrustDomain("other.example").workload("case-service"));

        assertRefused(Reason.INVALID, () -> leaf(foreign, Authority.LEAF_LIFE));
    }

    @Test
    void refusesALifeThatIsNone() {
        assertRefused(Reason.INVALID, () -> leaf(Profile.client(ID), Duration.ZERO));
        assertRefused(Reason.INVALID, () -> leaf(Profile.client(ID), Duration.ofHours(-1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*.example.org", "a..b", "-a", "a b", "UPPER", "127.0.0.1", "a\n"})
    void refusesADnsNameThatIsNone(String name) {
        assertRefused(Reason.INVALID, () -> Profile.client(ID).withDns(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "256.0.0.1", "127.0.0.1/8", "::g"})
    void refusesAnAddressThatIsNone(String address) {
        assertRefused(Reason.INVALID, () -> Profile.client(ID).withIp(address));
    }

    @Test
    void refusesAWorkloadNameTooLongForASubject() {
        SpiffeId longName = TrustDomain.DEFAULT.workload("x".repeat(65));

        assertRefused(Reason.INVALID, () -> Profile.client(longName));
    }

    @Test
    void readsBackTheProfileItWasMadeFrom() {
        var profile = Profile.localServer(ID).withDns("case.example.org").withIp("::1");

        Profile read = Profile.of(leaf(profile, Authority.LEAF_LIFE));

        assertThat(read.id()).isEqualTo(profile.id());
        assertThat(read.dnsNames()).isEqualTo(profile.dnsNames());
        assertThat(read.ipAddresses()).containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    private static X509Certificate leaf(Profile profile, Duration life) {
        var _ = authority.register(Registration.of(profile).withLife(life));
        return authority.issue(profile.id(), KEYS.getPublic()).leaf();
    }

    private static byte[] extension(X509Certificate certificate, String oid) {
        return ASN1OctetString.getInstance(certificate.getExtensionValue(oid)).getOctets();
    }
}
