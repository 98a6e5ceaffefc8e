package redress.local.home;

/// Why a part could not be started, in words for the person at the terminal.
public final class LaunchFailure extends RuntimeException {
    public LaunchFailure(String message) {
        super(message);
    }

    public LaunchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
