package redress.certs.authority;

/// Where a generation stands in the rollover: prepared, active, old, tainted, revoked, in this
/// order only. Each method is one legal step.
public enum Stage {
    /// In everybody's bundle; signs nothing yet.
    PREPARED,
    /// Signs every new leaf; exactly one generation is.
    ACTIVE,
    /// Signs nothing any more; its leaves are renewed under the active one when they are due.
    OLD,
    /// Its leaves are due at once.
    TAINTED,
    /// In no bundle; its keys are deleted.
    REVOKED
}
