package redress.certs;

import java.io.IOException;
import java.security.PrivateKey;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/// A private key at rest: PKCS#8 under a passphrase, PBES2 with PBKDF2-HMAC-SHA-256 and AES-256
/// (RFC 8018).
public final class EncryptedKey {
    /// OWASP Password Storage Cheat Sheet, 2023, for PBKDF2-HMAC-SHA-256.
    static final int ITERATIONS = 600_000;

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final AlgorithmIdentifier HMAC_SHA_256 =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

    private EncryptedKey() {}

    /// An `ENCRYPTED PRIVATE KEY` block.
    public static String seal(PrivateKey key, char[] passphrase) {
        try {
            return Pem.block(
                    "ENCRYPTED PRIVATE KEY",
                    new JcaPKCS8EncryptedPrivateKeyInfoBuilder(key)
                            .build(encryptor(passphrase))
                            .getEncoded());
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("this JVM cannot encrypt with PBES2 and AES-256", e);
        }
    }

    /// The key inside; `source` names the text in a refusal.
    public static PrivateKey open(String pem, char[] passphrase, Object source) {
        try {
            var decryptor =
                    new JcePKCSPBEInputDecryptorProviderBuilder()
                            .setProvider(PROVIDER)
                            .build(passphrase);
            return new JcaPEMKeyConverter()
                    .getPrivateKey(sealed(pem, source).decryptPrivateKeyInfo(decryptor));
        } catch (PKCSException | IOException e) {
            throw new CertsException(
                    Reason.WRONG_PASSPHRASE, "encrypted key", source, "the passphrase it has", e);
        }
    }

    private static PKCS8EncryptedPrivateKeyInfo sealed(String pem, Object source)
            throws IOException {
        if (Pem.object(pem) instanceof PKCS8EncryptedPrivateKeyInfo sealed) {
            return sealed;
        }
        throw new CertsException(
                Reason.BAD_MATERIAL, "encrypted key", source, "an encrypted PKCS#8 PEM");
    }

    private static OutputEncryptor encryptor(char[] passphrase) throws OperatorCreationException {
        return new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(PROVIDER)
                .setPRF(HMAC_SHA_256)
                .setIterationCount(ITERATIONS)
                .build(passphrase);
    }
}
