package redress.decisions;

/// Input that breaks a promise: a table, a map or a model file that cannot be used.
///
/// The message says what is wrong and where (file, line, column) and never quotes a text that may
/// be personal. It is not meant for faults of the program itself.
public final class BadInput extends RuntimeException {
    /// Why the input was refused.
    public enum Reason {
        UNREADABLE_FILE,
        MALFORMED_TABLE,
        UNKNOWN_COLUMN,
        BAD_VALUE,
        BAD_MAP,
        REFUSED_FEATURE,
        TOO_LITTLE_DATA,
        NO_MODEL,
        TAMPERED_MODEL
    }

    private final Reason reason;

    public BadInput(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public BadInput(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
