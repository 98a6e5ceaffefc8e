package redress.certs;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/// A private key at rest: PKCS#8 under a passphrase, PBES2 with PBKDF2-HMAC-SHA-256 and AES-256
/// (RFC 8018).
///
/// A passphrase is printable ASCII: other characters have several encodings, and the JDK refuses
/// them.
public final class EncryptedKey {
    private static final String SCHEME = "PBEWithHmacSHA256AndAES_256";
    private static final int ITERATIONS = 600_000; // OWASP Password Storage Cheat Sheet, 2023
    private static final int SALT_BYTES = 32;
    private static final int BLOCK_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private EncryptedKey() {}

    /// An `ENCRYPTED PRIVATE KEY` block.
    public static String seal(PrivateKey key, char[] passphrase) {
        return seal(key, passphrase, ITERATIONS);
    }

    /// What opens does not depend on the number of iterations, which is in the text.
    static String seal(PrivateKey key, char[] passphrase, int iterations) {
        try {
            Cipher cipher = Cipher.getInstance(SCHEME);
            var iv = new IvParameterSpec(random(BLOCK_BYTES));
            var cost = new PBEParameterSpec(random(SALT_BYTES), iterations, iv);
            cipher.init(Cipher.ENCRYPT_MODE, secret(passphrase), cost);
            byte[] sealed = cipher.doFinal(key.getEncoded());
            return Pem.block("ENCRYPTED PRIVATE KEY", encoded(cipher.getParameters(), sealed));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM cannot encrypt with PBES2 and AES-256", e);
        }
    }

    /// The key inside; `source` names the text in a refusal.
    public static PrivateKey open(String pem, char[] passphrase, Object source) {
        try {
            var sealed = new EncryptedPrivateKeyInfo(der(pem, source));
            Cipher cipher = Cipher.getInstance(SCHEME);
            cipher.init(Cipher.DECRYPT_MODE, secret(passphrase), sealed.getAlgParameters());
            byte[] key = sealed.getKeySpec(cipher).getEncoded();
            return new JcaPEMKeyConverter().getPrivateKey(PrivateKeyInfo.getInstance(key));
        } catch (GeneralSecurityException | IOException e) {
            throw new CertsException(
                    Reason.WRONG_PASSPHRASE, "encrypted key", source, "the passphrase it has", e);
        }
    }

    /// The JDK's own encoder does not know the name of the JDK's own scheme (JDK 25).
    private static byte[] encoded(AlgorithmParameters parameters, byte[] sealed)
            throws IOException {
        var scheme =
                new AlgorithmIdentifier(
                        PKCSObjectIdentifiers.id_PBES2,
                        ASN1Primitive.fromByteArray(parameters.getEncoded()));
        return new org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo(scheme, sealed).getEncoded();
    }

    private static byte[] der(String pem, Object source) throws IOException {
        if (Pem.object(pem) instanceof PKCS8EncryptedPrivateKeyInfo sealed) {
            return sealed.getEncoded();
        }
        throw new CertsException(
                Reason.BAD_MATERIAL, "encrypted key", source, "an encrypted PKCS#8 PEM");
    }

    private static SecretKey secret(char[] passphrase) throws GeneralSecurityException {
        return SecretKeyFactory.getInstance(SCHEME).generateSecret(new PBEKeySpec(passphrase));
    }

    private static byte[] random(int length) {
        byte[] random = new byte[length];
        RANDOM.nextBytes(random);
        return random;
    }
}
