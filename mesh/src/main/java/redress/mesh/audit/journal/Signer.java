package redress.mesh.audit.journal;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import redress.mesh.identity.WorkloadIdentity;

/// Who seals: a workload with the key and the certificates that it has now.
///
/// @param workload its SPIFFE ID
/// @param key its private key
/// @param chain its certificates, leaf first
public record Signer(String workload, PrivateKey key, List<X509Certificate> chain) {
    public Signer {
        chain = List.copyOf(chain);
    }

    public static Signer of(WorkloadIdentity identity) {
        return new Signer(identity.id().toString(), identity.key(), identity.chain());
    }

    /// The name of the signature that a key makes or checks.
    public static String algorithm(Key key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }

    /// Signs, if the certificate is valid: nobody would accept a seal of an expired one.
    ByteString sign(byte[] content, Instant now) throws GeneralSecurityException {
        chain.getFirst().checkValidity(Date.from(now));
        var signature = Signature.getInstance(algorithm(key));
        signature.initSign(key);
        signature.update(content);
        return ByteString.copyFrom(signature.sign());
    }

    List<ByteString> certificates() throws CertificateEncodingException {
        var encoded = new ArrayList<ByteString>();
        for (X509Certificate each : chain) {
            encoded.add(ByteString.copyFrom(each.getEncoded()));
        }
        return encoded;
    }

    @Override
    public String toString() {
        return "Signer[" + workload + "]";
    }
}
