package redress.mesh.privacy;

/// The service's own keys can't be used. The message names files, never their content.
public final class UnusableKeysException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableKeysException(String message) {
        super(message);
    }
}
