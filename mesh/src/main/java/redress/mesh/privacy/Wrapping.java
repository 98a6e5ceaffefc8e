package redress.mesh.privacy;

/// How far the data keys are wrapped with the newest key-encryption key.
///
/// @param primary identifier of the newest key
/// @param left data keys that an older key still wraps; 0 at the end of a rotation
/// @param lost data keys among them whose key-encryption key the service does not have
public record Wrapping(int primary, long left, long lost) {}
