package redress.certs;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;

/// The name under which one authority vouches for workloads, such as `redress.local` (SPIFFE-ID,
/// 2.1).
///
/// @param name 1 to 255 characters of `a-z 0-9 . - _`
public record TrustDomain(String name) {
    /// What every SPIFFE ID begins with.
    static final String SCHEME = "spiffe://";

    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,255}");

    /// The trust domain when nobody chose another.
    public static final TrustDomain DEFAULT = new TrustDomain("redress.local");

    public TrustDomain {
        if (!NAME.matcher(name).matches()) {
            throw new CertsException(
                    Reason.INVALID, "trust domain", name, "1 to 255 of a-z 0-9 . - _");
        }
    }

    /// The domain an authority vouches for, from its only URI name (X509-SVID, 3).
    public static TrustDomain of(X509Certificate authority) {
        List<String> uris = AlternativeNames.URI.of(authority);
        if (uris.size() != 1 || !uris.getFirst().startsWith(SCHEME)) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "URI names of the authority", uris, "one trust domain");
        }
        return new TrustDomain(uris.getFirst().substring(SCHEME.length()));
    }

    /// The ID of a workload of this domain: `workload("case-service")` is
    /// `spiffe://redress.local/case-service`.
    public SpiffeId workload(String path) {
        return new SpiffeId(this, "/" + path);
    }

    /// The ID of the domain itself, which authorities carry and workloads must not.
    public String uri() {
        return SCHEME + name;
    }
}
