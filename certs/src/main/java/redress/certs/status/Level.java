package redress.certs.status;

import java.util.Locale;

/// How it stands, with the exit code of `certs status`.
public enum Level {
    /// Nothing to do.
    FINE(0),
    /// Nothing fails yet, but will.
    SOON(1),
    /// A call fails now, or may at any time.
    HURTING(2);

    private final int exitCode;

    Level(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
