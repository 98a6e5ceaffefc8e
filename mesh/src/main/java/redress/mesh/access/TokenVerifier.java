package redress.mesh.access;

/// Finds out whether a token is genuine, from the token alone.
public interface TokenVerifier {
    /// What the token says.
    ///
    /// @throws Refusal with TOKEN_INVALID if signature, issuer, audience, life or type is not as it
    ///   must be, with UNAVAILABLE if that could not be found out
    VerifiedToken verify(String token);
}
