package redress.mesh.access;

import java.security.cert.X509Certificate;

/// Verifies the tokens of users.
public interface Tokens {
    /// The user whom a bearer token names.
    ///
    /// @param sender the certificate of the workload that sent it: a token that is bound to a
    ///   certificate counts from that one only
    /// @throws Refusal with TOKEN_INVALID if anything about the token is not as it must be, with
    ///   UNAVAILABLE if that could not be found out
    User verify(String token, X509Certificate sender);
}
