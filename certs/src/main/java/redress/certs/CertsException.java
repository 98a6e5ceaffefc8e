package redress.certs;

/// A refusal with its [Reason]. The message reads `what: value (expected: …)` and never holds a key
/// or passphrase.
public final class CertsException extends RuntimeException {
    private final Reason reason;

    public CertsException(Reason reason, String what, Object value, String expected) {
        super(message(what, value, expected));
        this.reason = reason;
    }

    public CertsException(
            Reason reason, String what, Object value, String expected, Throwable cause) {
        super(message(what, value, expected), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    private static String message(String what, Object value, String expected) {
        return "%s: %s (expected: %s)".formatted(what, value, expected);
    }
}
