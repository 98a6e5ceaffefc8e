package redress.cases.notes;

import java.util.UUID;
import redress.cases.v1.Note;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// The notes that the caller of a transaction may read: a confidential one only if it is their own
/// or they supervise.
public interface Notes {
    /// Stores a note.
    void add(Transaction transaction, UUID caseId, Note note);

    /// A page of the notes of a case, newest first.
    Page.Slice<Note> list(Transaction transaction, UUID caseId, Page page);
}
