package redress.mesh.audit.verify;

/// Ends the reading of a journal at the first broken thing.
final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Broken broken;

    BrokenException(Broken broken) {
        super(broken.toString(), null, false, false);
        this.broken = broken;
    }

    Broken broken() {
        return broken;
    }
}
