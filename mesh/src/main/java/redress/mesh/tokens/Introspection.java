package redress.mesh.tokens;

/// Asks the issuer of tokens about one of them.
public interface Introspection {
    /// Whether the token still counts: neither revoked, nor its session ended, nor its user
    /// disabled.
    ///
    /// @throws UnansweredException if that could not be found out
    boolean isActive(String token);
}
