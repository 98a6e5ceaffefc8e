package redress.certs;

/// Why the PKI refused, one row each, with the exit code of the `certs` command (0 is success, 1 is
/// a fault of ours).
public enum Reason {
    /// A name, a life or an algorithm that is not allowed.
    INVALID(2),
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
    FILES(9);

    private final int exitCode;

    Reason(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
