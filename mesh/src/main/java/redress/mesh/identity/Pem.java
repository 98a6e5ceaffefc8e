package redress.mesh.identity;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redress.mesh.identity.UnusableIdentityException.Reason;

/// Textual certificates and keys (RFC 7468). Text around the blocks is allowed, as the RFC says; a
/// block that begins and does not end is not.
final class Pem {

    private static final String BEGIN = "-----BEGIN ";
    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private Pem() {}

    static List<X509Certificate> certificates(Path file, String text) {
        List<X509Certificate> found = certificatesIfAny(file, text);
        if (found.isEmpty()) {
            throw malformedCertificate(file, "no certificate");
        }
        return found;
    }

    static List<X509Certificate> certificatesIfAny(Path file, String text) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (byte[] each : blocks(text, "CERTIFICATE")) {
                found.add(certificate(each));
            }
        } catch (IllegalArgumentException | CertificateException e) {
            throw malformedCertificate(file, "damaged");
        }
        return List.copyOf(found);
    }

    static List<X509CRL> crls(Path file, String text) {
        List<X509CRL> found = new ArrayList<>();
        try {
            for (byte[] each : blocks(text, "X509 CRL")) {
                found.add(
                        (X509CRL)
                                CertificateFactory.getInstance("X.509")
                                        .generateCRL(new ByteArrayInputStream(each)));
            }
        } catch (IllegalArgumentException | CertificateException | CRLException e) {
            throw malformedCrl(file, "damaged");
        }
        if (found.isEmpty()) {
            throw malformedCrl(file, "no CRL");
        }
        return List.copyOf(found);
    }

    /// Reads the one key, which must be of the same algorithm as its public half: PKCS#8, or the
    /// older forms of RSA and EC. The cause is dropped on purpose: it could quote the key.
    static PrivateKey privateKey(Path file, String text, PublicKey publicKey) {
        try {
            List<byte[]> keys = new ArrayList<>(blocks(text, "PRIVATE KEY"));
            for (String older : List.of("EC PRIVATE KEY", "RSA PRIVATE KEY")) {
                blocks(text, older).forEach(key -> keys.add(PrivateKeyForms.pkcs8(key, publicKey)));
            }
            if (keys.size() == 1) {
                return KeyFactory.getInstance(publicKey.getAlgorithm())
                        .generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst()));
            }
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw malformedKey(file, "damaged, or not " + publicKey.getAlgorithm());
        }
        throw malformedKey(file, text.contains("ENCRYPTED") ? "an encrypted key" : "no single key");
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }

    private static List<byte[]> blocks(String text, String label) {
        List<byte[]> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        int complete = 0;
        while (blocks.find()) {
            complete++;
            if (label.equals(blocks.group(1))) {
                found.add(Base64.getMimeDecoder().decode(blocks.group(2)));
            }
        }
        if (complete != text.split(BEGIN, -1).length - 1) {
            throw new IllegalArgumentException("a block does not end");
        }
        return found;
    }

    private static UnusableIdentityException malformedCertificate(Path file, String value) {
        return UnusableIdentityException.of(
                Reason.MALFORMED_CERTIFICATE, file, value, "X.509 certificates in PEM");
    }

    private static UnusableIdentityException malformedKey(Path file, String value) {
        return UnusableIdentityException.of(
                Reason.MALFORMED_KEY, file, value, "one PKCS#8 private key in PEM, unencrypted");
    }

    private static UnusableIdentityException malformedCrl(Path file, String value) {
        return UnusableIdentityException.of(Reason.MALFORMED_CRL, file, value, "X.509 CRLs in PEM");
    }
}
