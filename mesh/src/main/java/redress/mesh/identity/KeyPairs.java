package redress.mesh.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/// Whether two halves of a key belong together, found by signing with one and verifying with the
/// other.
final class KeyPairs {

    private static final byte[] SAMPLE =
            "redress: do these halves fit?".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    static boolean fit(PrivateKey privateKey, PublicKey publicKey) {
        try {
            Signature signature = Signature.getInstance(algorithm(publicKey));
            signature.initSign(privateKey);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }
}
