package redress.local.call;

/// A call that cannot be made as it was asked for: no such method, field or message.
public final class WrongCall extends RuntimeException {
    public WrongCall(String message) {
        super(message);
    }

    WrongCall(String message, Throwable cause) {
        super(message, cause);
    }
}
