package redress.certs.status;

import java.util.Locale;

/// How it stands; the position is the exit code of `certs status`.
public enum Level {
    /// Nothing to do.
    FINE,
    /// Nothing fails yet, but will.
    SOON,
    /// A call fails now, or may at any time.
    HURTING;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
