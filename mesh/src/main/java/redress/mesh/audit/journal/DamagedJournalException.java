package redress.mesh.audit.journal;

/// A journal that can't be continued, because what is there does not fit together. Nothing was
/// changed: the folder is evidence.
public final class DamagedJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedJournalException(String message) {
        super(message);
    }
}
