package redress.local.importing;

/// The import cannot go on for a reason that no row is to blame for; it can be resumed.
public final class ImportStopped extends RuntimeException {
    public ImportStopped(String message, Throwable cause) {
        super(message, cause);
    }
}
