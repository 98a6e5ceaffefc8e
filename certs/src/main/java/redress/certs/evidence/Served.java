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
public record Served(X509Certificate leaf, Optional<List<X500Principal>> acceptedIssuers) {}
