package redress.mesh.identity;

/// Whether a workload runs without knowing what is revoked (`redress.identity.crl`).
public enum CrlDemand {
    /// `crl.pem` must be there and good, or the process does not start.
    REQUIRED,
    /// For issuers that write none: without the file nothing is checked. With it, as if required.
    OPTIONAL
}
