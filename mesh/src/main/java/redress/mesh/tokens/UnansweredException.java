package redress.mesh.tokens;

/// The issuer of tokens gave no answer.
public class UnansweredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnansweredException(String message, Throwable cause) {
        super(message, cause);
    }

    public UnansweredException(String message) {
        super(message);
    }
}
