package redress.certs.authority;

import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import redress.certs.CertsException;
import redress.certs.Reason;
import redress.certs.Sha256;
import redress.certs.SpiffeId;

/// A workload's certificate, fresh from the authority.
///
/// @param chain the leaf, then the issuing authority; the root is not in it
public record IssuedCertificate(List<X509Certificate> chain) {
    public IssuedCertificate {
        chain = List.copyOf(chain);
    }

    public X509Certificate leaf() {
        return chain.getFirst();
    }

    public SpiffeId id() {
        return SpiffeId.of(leaf());
    }

    /// The serial number as the record of issued certificates writes it, 32 hexadecimal digits.
    public String serial() {
        return hex(leaf().getSerialNumber());
    }

    /// Any serial number in that form.
    public static String hex(BigInteger serial) {
        return "%032x".formatted(serial);
    }

    /// The SHA-256 of a certificate's DER form, 64 hexadecimal digits.
    public static String fingerprint(X509Certificate certificate) {
        try {
            return Sha256.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "certificate",
                    certificate.getSubjectX500Principal(),
                    "DER",
                    e);
        }
    }
}
