package redress.certs.evidence;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// What a TLS server showed.
///
/// @param leaf its certificate, *not* verified
/// @param acceptedIssuers the authorities whose client certificates it says it takes; empty when it
///   asks for no client certificate
public record Served(X509Certificate leaf, Optional<List<X500Principal>> acceptedIssuers) {

    /// Whether a client certificate under this root would be taken, as far as the server says. One
    /// that asks for certificates but names no authority is doubted.
    public boolean accepts(X509Certificate root) {
        return acceptedIssuers
                .map(names -> names.contains(root.getSubjectX500Principal()))
                .orElse(true);
    }
}
