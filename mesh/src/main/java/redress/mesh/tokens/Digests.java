package redress.mesh.tokens;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/// SHA-256, as base64url without padding.
final class Digests {
    private Digests() {}

    static String ofToken(String token) {
        return of(token.getBytes(StandardCharsets.UTF_8));
    }

    /// The thumbprint of a certificate (`x5t#S256`, RFC 8705, section 3.1).
    static String ofCertificate(X509Certificate certificate) {
        try {
            return of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("certificate of a TLS session can't be encoded", e);
        }
    }

    private static String of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }
}
