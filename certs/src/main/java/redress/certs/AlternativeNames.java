package redress.certs;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kinds of subject alternative name that a workload's certificate may hold (RFC 5280,
/// 4.2.1.6).
public enum AlternativeNames {
    DNS(2),
    URI(6),
    IP(7);

    private final int tag;

    AlternativeNames(int tag) {
        this.tag = tag;
    }

    /// The names of this kind in the order of the certificate; empty when it has none.
    public List<String> of(X509Certificate certificate) {
        return all(certificate).stream()
                .filter(name -> Integer.valueOf(tag).equals(name.get(0)))
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    }

    private static Collection<List<?>> all(X509Certificate certificate) {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            throw new CertsException(
                    Reason.BAD_MATERIAL,
                    "alternative names",
                    certificate.getSubjectX500Principal(),
                    "names as in RFC 5280",
                    e);
        }
    }
}
