package redress.certs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The kinds of key that may stand in a certificate; a mixed fleet works.
public enum KeyAlgorithm {
    P256("P-256", "EC", "SHA256withECDSA"),
    P384("P-384", "EC", "SHA384withECDSA"),
    ED25519("Ed25519", "Ed25519", "Ed25519"),
    RSA3072("RSA-3072", "RSA", "SHA256withRSA");

    private static final int RSA_BITS = 3072;

    private final String label;
    private final String family;
    private final String signatureName;

    KeyAlgorithm(String label, String family, String signatureName) {
        this.label = label;
        this.family = family;
        this.signatureName = signatureName;
    }

    /// Finds an algorithm by its label, such as `P-256`.
    public static KeyAlgorithm named(String label) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.label.equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> refusal("key algorithm", label));
    }

    /// The algorithm of a key; other curves and sizes are refused.
    public static KeyAlgorithm of(PublicKey key) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.covers(key))
                .findFirst()
                .orElseThrow(() -> refusal("public key", key.getAlgorithm()));
    }

    /// Whether the private key belongs to the public one, proven with a signature.
    public static boolean match(PrivateKey privateKey, PublicKey publicKey) {
        byte[] probe = "redress key probe".getBytes(US_ASCII);
        try {
            Signature signature = Signature.getInstance(of(publicKey).signatureName);
            signature.initSign(privateKey);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// A fresh key pair.
    public KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
            switch (this) {
                case P256, P384 -> generator.initialize(new ECGenParameterSpec(curve()));
                case ED25519 -> generator.initialize(NamedParameterSpec.ED25519);
                case RSA3072 -> generator.initialize(RSA_BITS);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM makes no keys of kind " + label, e);
        }
    }

    /// The name under which the JDK knows a signature made with such a key.
    public String signatureName() {
        return signatureName;
    }

    public String label() {
        return label;
    }

    private boolean covers(PublicKey key) {
        return switch (this) {
            case P256, P384 -> key instanceof ECPublicKey ec && isOnCurve(ec.getParams());
            case ED25519 ->
                    key instanceof EdECPublicKey ed
                            && ed.getParams()
                                    .getName()
                                    .equals(NamedParameterSpec.ED25519.getName());
            case RSA3072 ->
                    key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() == RSA_BITS;
        };
    }

    private boolean isOnCurve(ECParameterSpec parameters) {
        try {
            AlgorithmParameters known = AlgorithmParameters.getInstance("EC");
            known.init(new ECGenParameterSpec(curve()));
            ECParameterSpec ours = known.getParameterSpec(ECParameterSpec.class);
            return ours.getCurve().equals(parameters.getCurve())
                    && ours.getGenerator().equals(parameters.getGenerator());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no curve " + label, e);
        }
    }

    private String curve() {
        return this == P384 ? "secp384r1" : "secp256r1";
    }

    private static CertsException refusal(String what, String value) {
        String labels =
                Arrays.stream(values()).map(KeyAlgorithm::label).collect(Collectors.joining(", "));
        return new CertsException(Reason.INVALID, what, value, "one of " + labels);
    }
}
