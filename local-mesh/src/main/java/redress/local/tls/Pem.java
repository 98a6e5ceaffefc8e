package redress.local.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import redress.local.home.LaunchFailure;

/// Reads the three files of an identity: `tls.crt`, `tls.key` (PKCS#8) and `bundle.pem`.
public final class Pem {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Pem() {}

    public static List<X509Certificate> certificates(Path file) {
        try (var content = new ByteArrayInputStream(Files.readAllBytes(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(content).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | GeneralSecurityException e) {
            throw new LaunchFailure(
                    file + ": no readable certificate (expected: PEM): " + e.getMessage(), e);
        }
    }

    /// The key as DER, which is what pgjdbc reads.
    public static byte[] keyDer(Path file) {
        try {
            var match = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (match.find()) {
                return Base64.getMimeDecoder().decode(match.group(1));
            }
        } catch (IOException e) {
            throw new LaunchFailure(file + ": unreadable: " + e.getMessage(), e);
        }
        throw new LaunchFailure(file + ": no private key (expected: PKCS#8 PEM)");
    }

    static PrivateKey key(Path file, String algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm)
                .generatePrivate(new PKCS8EncodedKeySpec(keyDer(file)));
    }
}
