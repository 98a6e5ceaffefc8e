package redress.local.drill;

/// The caller got an answer, but not the one that it called for.
final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1;

    UnansweredException(String message) {
        super(message);
    }
}
