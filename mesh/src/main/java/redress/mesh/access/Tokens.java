package redress.mesh.access;

/// Verifies the tokens of users.
public interface Tokens {
    /// The user whom a bearer token names.
    ///
    /// @throws Refusal with TOKEN_INVALID if anything about the token is not as it must be, with
    ///   UNAVAILABLE if that could not be found out
    User verify(String token);
}
