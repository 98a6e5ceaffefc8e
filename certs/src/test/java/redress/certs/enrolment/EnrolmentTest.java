package redress.certs.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.certs.AlternativeNames;
import redress.certs.EncryptedKey;
import redress.certs.Forge;
import redress.certs.KeyAlgorithm;
import redress.certs.MovableClock;
import redress.certs.Reason;
import redress.certs.SpiffeId;
import redress.certs.TrustDomain;
import redress.certs.authority.Authority;
import redress.certs.authority.AuthorityFixture;
import redress.certs.authority.FakeEvidence;
import redress.certs.authority.IssuedCertificate;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;
import redress.certs.workload.WorkloadCredentials;

class EnrolmentTest {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final SpiffeId ID = TrustDomain.DEFAULT.workload("case-service");
    private static final SpiffeId OTHER = TrustDomain.DEFAULT.workload("other");

    private final KeyPair keys = KeyAlgorithm.P256.generate();

    @TempDir Path dir;
    private MovableClock clock = new MovableClock();
    private Authority authority;
    private Enrolment enrolment;

    @BeforeEach
    void makeAnAuthority() {
        var fixture = AuthorityFixture.in(dir.resolve("pki"));
        authority = fixture.authority();
        clock = fixture.clock();
        authority.register(Registration.of(Profile.client(ID).withDns("case.example")));
        authority.register(Registration.of(Profile.client(OTHER)));
        enrolment = new Enrolment(authority);
    }

    @Test
    @DisplayName(
            "zero-trust 29: a CSR gives only its key; names, cA and usages are the authority's")
    void takesOnlyTheKey() throws Exception {
        SigningRequest greedy = SigningRequest.read(greedyRequest(), "test");

        IssuedCertificate issued = enrolment.join(greedy, enrolment.token(ID, LIFE));

        X509Certificate leaf = issued.leaf();
        assertThat(leaf.getPublicKey()).isEqualTo(keys.getPublic());
        assertThat(AlternativeNames.DNS.of(leaf)).containsExactly("case.example");
        assertThat(AlternativeNames.URI.of(leaf)).containsExactly(ID.toString());
        assertThat(leaf.getBasicConstraints()).isNegative();
        assertThat(leaf.getKeyUsage()[5]).as("keyCertSign").isFalse();
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=case-service");
    }

    @Test
    void spendsATokenOnce() {
        String token = enrolment.token(ID, LIFE);
        enrolment.join(request(ID), token);

        assertRefused(Reason.NOT_ENTITLED, () -> enrolment.join(request(ID), token));
    }

    @Test
    void refusesATokenThatExpiredOrThatItNeverMade() {
        String token = enrolment.token(ID, LIFE);
        clock.advance(LIFE.plusSeconds(1));

        assertRefused(Reason.NOT_ENTITLED, () -> enrolment.join(request(ID), token));
        assertRefused(Reason.NOT_ENTITLED, () -> enrolment.join(request(ID), "guess"));
        assertRefused(Reason.NOT_ENTITLED, () -> enrolment.join(request(ID), ""));
    }

    @Test
    @DisplayName(
            "zero-trust 29: a CSR for another workload's ID is refused, and its token is spent")
    void refusesTheTokenOfAnotherWorkload() {
        String token = enrolment.token(ID, LIFE);

        assertRefused(Reason.NOT_ENTITLED, () -> enrolment.join(request(OTHER), token))
                .hasMessageContaining(OTHER.toString());
        assertRefused(Reason.NOT_ENTITLED, () -> enrolment.join(request(ID), token));
        assertThat(authority.leaves()).isEmpty();
    }

    @Test
    void makesNoTokenForAWorkloadThatNobodyRegistered() {
        SpiffeId stranger = TrustDomain.DEFAULT.workload("stranger");

        assertRefused(Reason.NOT_FOUND, () -> enrolment.token(stranger, LIFE));
    }

    @Test
    void keepsOnlyADigestOfTheToken() throws IOException {
        String token = enrolment.token(ID, LIFE);

        try (var files = Files.walk(dir)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(file).content().doesNotContain(token));
        }
    }

    @Test
    void letsARevokedWorkloadInAgainWithAToken() {
        authority.revoke(ID);

        IssuedCertificate issued = enrolment.join(request(ID), enrolment.token(ID, LIFE));

        assertThat(authority.registration(ID).suspended()).isFalse();
        assertThat(authority.revoked()).doesNotContain(issued.leaf().getSerialNumber());
    }

    @ParameterizedTest
    @EnumSource
    void renewsByTheCertificateOfAnyAlgorithm(KeyAlgorithm algorithm) {
        KeyPair current = algorithm.generate();
        WorkloadCredentials held = held(current, authority.issue(ID, current.getPublic()));

        IssuedCertificate renewed = enrolment.renew(renewal(ID, held));

        assertThat(renewed.id()).isEqualTo(ID);
        assertThat(renewed.leaf().getPublicKey()).isEqualTo(keys.getPublic());
    }

    @Test
    void remembersThatWhoRenewedHasTheNewestRoots() {
        WorkloadCredentials held = enrolled();
        var _ = authority.rollover().prepare();
        var _ = enrolment.renew(renewal(ID, held));

        assertThat(authority.leaves()).hasSize(2).allMatch(leaf -> leaf.newestRoot() == 2);
        var _ = authority.rollover().activate(2, new FakeEvidence());
    }

    @Test
    @DisplayName("zero-trust 29: a certificate renews only itself")
    void refusesARenewalForAnotherWorkload() {
        assertRefused(Reason.NOT_ENTITLED, () -> enrolment.renew(renewal(OTHER, enrolled())));
    }

    @Test
    void refusesARenewalByAnExpiredCertificate() {
        WorkloadCredentials held = enrolled();
        clock.advance(Duration.ofMinutes(61));

        assertRefused(Reason.NOT_ENTITLED, () -> enrolment.renew(renewal(ID, held)))
                .hasMessageContaining("certs token");
    }

    @Test
    void refusesARenewalByARevokedCertificate() {
        WorkloadCredentials held = enrolled();
        authority.revoke(held.leaf().getSerialNumber());

        assertRefused(Reason.REVOKED, () -> enrolment.renew(renewal(ID, held)));
    }

    @Test
    void refusesARenewalByACertificateOfAnotherAuthorityOfTheSameName() {
        Authority impostor = AuthorityFixture.foreign(dir.resolve("impostor")).authority();
        impostor.register(Registration.of(Profile.client(ID)));
        WorkloadCredentials held = held(keys, impostor.issue(ID, keys.getPublic()));

        assertRefused(Reason.NOT_ENTITLED, () -> enrolment.renew(renewal(ID, held)));
    }

    @Test
    void refusesARenewalByAForgedCertificateWithTheIssuersName() {
        X509Certificate issuing = authority.active().issuing();
        X509Certificate forged =
                Forge.leaf(issuing, keys, clock.instant(), ID.toString()).of(keys.getPublic());
        var held =
                new WorkloadCredentials(
                        keys.getPrivate(), List.of(forged, issuing), authority.bundle());

        assertRefused(Reason.NOT_ENTITLED, () -> enrolment.renew(renewal(ID, held)));
    }

    @Test
    void refusesARenewalByALeafForgedWithTheStolenKeyOfTheIssuer() throws IOException {
        X509Certificate issuing = authority.active().issuing();
        Path file = dir.resolve("pki/generations/1/issuing.key");
        char[] passphrase = AuthorityFixture.PASSPHRASE.toCharArray();
        var stolen =
                new KeyPair(
                        issuing.getPublicKey(),
                        EncryptedKey.open(Files.readString(file), passphrase, file));
        X509Certificate forged =
                Forge.leaf(issuing, stolen, clock.instant(), ID.toString()).of(keys.getPublic());
        var held =
                new WorkloadCredentials(
                        keys.getPrivate(), List.of(forged, issuing), authority.bundle());

        assertRefused(Reason.NOT_ENTITLED, () -> enrolment.renew(renewal(ID, held)));
    }

    @Test
    void refusesARenewalWhoseSignatureIsNotTheSigners() {
        WorkloadCredentials held = enrolled();
        KeyPair thief = KeyAlgorithm.P256.generate();
        byte[] request = SigningRequest.make(ID, keys);

        byte[] stolen = RenewalRequest.make(request, held);
        byte[] forged = withOtherSigner(request, thief, held.leaf());

        assertThat(RenewalRequest.read(stolen, "test").signer()).isEqualTo(held.leaf());
        assertRefused(Reason.NOT_ENTITLED, () -> RenewalRequest.read(forged, "test"));
        assertRefused(Reason.BAD_MATERIAL, () -> RenewalRequest.read(new byte[] {0x30, 0}, "test"));
    }

    private SigningRequest request(SpiffeId id) {
        return SigningRequest.read(SigningRequest.make(id, keys), "test");
    }

    private RenewalRequest renewal(SpiffeId id, WorkloadCredentials held) {
        return RenewalRequest.read(
                RenewalRequest.make(SigningRequest.make(id, keys), held), "test");
    }

    private WorkloadCredentials enrolled() {
        KeyPair current = KeyAlgorithm.P256.generate();
        return held(current, authority.issue(ID, current.getPublic()));
    }

    private WorkloadCredentials held(KeyPair current, IssuedCertificate issued) {
        return new WorkloadCredentials(current.getPrivate(), issued.chain(), authority.bundle());
    }

    private static byte[] withOtherSigner(byte[] request, KeyPair thief, X509Certificate claimed) {
        try {
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build("SHA256withECDSA", thief.getPrivate(), claimed));
            generator.addCertificate(new JcaX509CertificateHolder(claimed));
            return generator.generate(new CMSProcessableByteArray(request), true).getEncoded();
        } catch (GeneralSecurityException
                | OperatorCreationException
                | CMSException
                | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Asks for all that a workload must not have.
    private byte[] greedyRequest() throws IOException, OperatorCreationException {
        var wanted = new ExtensionsGenerator();
        wanted.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        wanted.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        wanted.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                        new GeneralName[] {
                            new GeneralName(GeneralName.dNSName, "bank.example"),
                            new GeneralName(GeneralName.uniformResourceIdentifier, ID.toString())
                        }));
        return new JcaPKCS10CertificationRequestBuilder(
                        new X500Principal("CN=root, O=bank"), keys.getPublic())
                .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted.generate())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
    }
}
