package redress.certs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/// Certificates and keys as PEM text (RFC 7468).
public final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private static final Pattern CRL_BLOCK =
            Pattern.compile("-----BEGIN X509 CRL-----[^-]*-----END X509 CRL-----");

    private Pem() {}

    /// One `CERTIFICATE` block each, in the order given.
    public static String ofCertificates(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(certificate -> block("CERTIFICATE", encoded(certificate)))
                .collect(Collectors.joining());
    }

    /// One `X509 CRL` block (RFC 7468, 6).
    public static String ofCrl(X509CRL crl) {
        try {
            return block("X509 CRL", crl.getEncoded());
        } catch (CRLException e) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "CRL", crl.getIssuerX500Principal(), "whole", e);
        }
    }

    /// All CRLs of the text, which may hold other blocks too; `source` names it in a refusal.
    public static List<X509CRL> crls(String pem, Object source) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCRLs(new ByteArrayInputStream(onlyCrls(pem)))
                    .stream()
                    .map(X509CRL.class::cast)
                    .toList();
        } catch (CertificateException | CRLException e) {
            throw new CertsException(Reason.BAD_MATERIAL, "CRLs", source, "whole CRLs in PEM", e);
        }
    }

    /// A `PRIVATE KEY` block: PKCS#8, *not* encrypted.
    public static String ofKey(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /// All certificates of the text, at least one; `source` names it in a refusal.
    public static List<X509Certificate> certificates(String pem, Object source) {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw new CertsException(
                        Reason.BAD_MATERIAL, "certificates", source, "at least one, in PEM");
            }
            return found;
        } catch (CertificateException e) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "certificates", source, "whole certificates in PEM", e);
        }
    }

    /// The unencrypted PKCS#8 key of the text; `source` names it in a refusal.
    public static PrivateKey key(String pem, Object source) {
        try {
            if (object(pem) instanceof PrivateKeyInfo key) {
                return new JcaPEMKeyConverter().getPrivateKey(key);
            }
            throw new CertsException(
                    Reason.BAD_MATERIAL, "private key", source, "an unencrypted PKCS#8 PEM");
        } catch (IOException e) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "private key", source, "a whole PKCS#8 PEM", e);
        }
    }

    /// The JDK's reader stops at a block of another kind.
    private static byte[] onlyCrls(String pem) {
        return CRL_BLOCK
                .matcher(pem)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"))
                .getBytes(US_ASCII);
    }

    static @Nullable Object object(String pem) throws IOException {
        try (var parser = new PEMParser(new StringReader(pem))) {
            return parser.readObject();
        } catch (IllegalStateException e) {
            throw new IOException("what is no base64", e); // Bouncy Castle's DecoderException
        }
    }

    /// One block of any kind.
    public static String block(String label, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, LINES.encodeToString(content), label);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "certificate",
                    certificate.getSubjectX500Principal(),
                    "one that encodes to DER",
                    e);
        }
    }
}
