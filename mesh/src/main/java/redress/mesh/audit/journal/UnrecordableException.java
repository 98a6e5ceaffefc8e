package redress.mesh.audit.journal;

import java.io.IOException;

/// A call can't be recorded: it must not happen.
public final class UnrecordableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnrecordableException(IOException cause) {
        super("audit journal: " + cause.getMessage() + " (expected: room for an entry)", cause);
    }
}
