package redress.certs;

/// Why the PKI refused, one row each, with the exit code of the `certs` command (0 is success, 1
/// and 2 are what `status` found).
public enum Reason {
    /// A name, a life or an algorithm that is not allowed.
    INVALID(64),
    /// Something is there that must not be overwritten.
    ALREADY_EXISTS(3),
    /// A file or folder that is needed is not there.
    NOT_FOUND(4),
    /// The authority's key does not open with this passphrase.
    WRONG_PASSPHRASE(5),
    /// A secret that others on this machine may read.
    EXPOSED(6),
    /// Keys or certificates that are damaged, do not belong together, or are not ours.
    BAD_MATERIAL(7),
    /// The issuing authority is expired or not yet valid.
    ISSUER_NOT_VALID(8),
    /// The file system refused to read or write.
    FILES(9),
    /// A step of the rollover before its turn.
    WRONG_ORDER(10),
    /// A workload that is suspended, or a certificate that was revoked.
    REVOKED(11),
    /// A certificate that breaks a rule of the mesh.
    LINT(12),
    /// Something dangerous that nobody confirmed.
    UNCONFIRMED(13),
    /// The signed log was altered.
    BROKEN_LOG(14),
    /// A request that does not prove a right to the certificate it asks for.
    NOT_ENTITLED(15),
    /// A fault in this program, or in the token that holds its keys (EX_SOFTWARE of sysexits.h).
    FAULT(70);

    private final int exitCode;

    Reason(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
