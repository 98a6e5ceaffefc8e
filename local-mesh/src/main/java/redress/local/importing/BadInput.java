package redress.local.importing;

/// A file or map that cannot be used as it is. The message names file, line, column or key, never a
/// row's content.
public final class BadInput extends RuntimeException {
    BadInput(String message) {
        super(message);
    }

    BadInput(String message, Throwable cause) {
        super(message, cause);
    }
}
