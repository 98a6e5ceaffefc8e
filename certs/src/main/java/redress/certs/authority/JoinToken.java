package redress.certs.authority;

import java.time.Instant;
import redress.certs.SpiffeId;

/// A right to enrol one workload once, as the authority remembers it: never the token itself.
///
/// @param sha256 of the token, 64 hexadecimal digits
public record JoinToken(String sha256, SpiffeId id, Instant notAfter) {}
