package redress.certs.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;
import redress.certs.SpiffeId;

class SigningRequestTest {
    private static final SpiffeId ID = SpiffeId.parse("spiffe://redress.local/case-service");
    private static final SpiffeId OTHER = SpiffeId.parse("spiffe://redress.local/other");

    @ParameterizedTest
    @EnumSource
    void readsTheKeyOfARequest(KeyAlgorithm algorithm) {
        KeyPair keys = algorithm.generate();

        SigningRequest read = SigningRequest.read(SigningRequest.make(ID, keys), "test");

        assertThat(read.key()).isEqualTo(keys.getPublic());
        assertThat(read.uris()).containsExactly(ID.toString());
    }

    @Test
    @DisplayName("zero-trust 29: a request whose sender does not hold the private key is refused")
    void refusesAKeyThatDidNotSign() throws Exception {
        byte[] stolen = withKey(SigningRequest.make(ID, keys()), keys().getPublic());

        assertRefused(Reason.NOT_ENTITLED, () -> SigningRequest.read(stolen, "test"))
                .hasMessageStartingWith("signature of the request");
    }

    @Test
    @DisplayName("zero-trust 29: a request for another workload's ID is refused")
    void refusesAnotherWorkloadsId() {
        SigningRequest request = SigningRequest.read(SigningRequest.make(OTHER, keys()), "test");

        request.requireFor(OTHER);
        assertRefused(Reason.NOT_ENTITLED, () -> request.requireFor(ID));
    }

    @Test
    void takesARequestThatNamesNobody() throws Exception {
        SigningRequest.read(anonymous(keys(), "SHA256withECDSA"), "test").requireFor(ID);
    }

    @Test
    void refusesAWeakKeyAndWhatIsNoRequest() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] weak = anonymous(generator.generateKeyPair(), "SHA256withRSA");

        assertRefused(Reason.INVALID, () -> SigningRequest.read(weak, "test"));
        assertRefused(Reason.BAD_MATERIAL, () -> SigningRequest.read(new byte[] {1, 2}, "test"));
    }

    private static KeyPair keys() {
        return KeyAlgorithm.P256.generate();
    }

    private static byte[] anonymous(KeyPair keys, String signature)
            throws OperatorCreationException, IOException {
        return new JcaPKCS10CertificationRequestBuilder(
                        new X500Principal("CN=anybody"), keys.getPublic())
                .build(new JcaContentSignerBuilder(signature).build(keys.getPrivate()))
                .getEncoded();
    }

    private static byte[] withKey(byte[] request, PublicKey key) throws IOException {
        CertificationRequest parts = new PKCS10CertificationRequest(request).toASN1Structure();
        CertificationRequestInfo info = parts.getCertificationRequestInfo();
        var changed =
                new CertificationRequestInfo(
                        info.getSubject(),
                        SubjectPublicKeyInfo.getInstance(key.getEncoded()),
                        info.getAttributes());
        return new CertificationRequest(
                        changed, parts.getSignatureAlgorithm(), parts.getSignature())
                .getEncoded();
    }
}
