package redress.mesh.tokens;

/// The connection to the issuer of tokens ended before its answer: asking again may help.
final class BrokenOffException extends UnansweredException {
    private static final long serialVersionUID = 1L;

    BrokenOffException(String message, Throwable cause) {
        super(message, cause);
    }
}
