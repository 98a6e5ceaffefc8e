package redress.mesh.access;

import java.time.Instant;
import java.util.Optional;

/// What a token says that was found to be genuine, for this service and in time.
///
/// That it was not revoked since is *not* known here.
///
/// @param user whom it names
/// @param expires when it ends
/// @param thumbprint the certificate that it is bound to (`cnf.x5t#S256`, RFC 8705); empty: none
public record VerifiedToken(User user, Instant expires, Optional<String> thumbprint) {}
