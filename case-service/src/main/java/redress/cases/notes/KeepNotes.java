package redress.cases.notes;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import redress.cases.lifecycle.Cases;
import redress.cases.v1.AddNoteRequest;
import redress.cases.v1.ListNotesRequest;
import redress.cases.v1.Note;
import redress.mesh.access.Caller;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Adds notes to cases that the caller may see, and lists those that the caller may read.
@ApplicationScoped
public class KeepNotes {
    private final Database database;
    private final Cases cases;
    private final Notes notes;

    public KeepNotes(Database database, Cases cases, Notes notes) {
        this.database = database;
        this.cases = cases;
        this.notes = notes;
    }

    /// Adds a note, once per request.
    public Note add(Caller caller, AddNoteRequest request) {
        UUID caseId = Database.id("case_id", request.getCaseId());
        return database.once(
                caller,
                RequestKey.of(request),
                new AnswerType<>(Note.parser(), _ -> caseId),
                transaction -> {
                    requireKept(transaction, caseId);
                    Note note = note(transaction, request);
                    notes.add(transaction, caseId, note);
                    transaction.record(new Event(caseId, "case.note_added", "note added"));
                    return note;
                });
    }

    /// A page of notes, newest first.
    public Page.Slice<Note> list(Caller caller, ListNotesRequest request) {
        UUID caseId = Database.id("case_id", request.getCaseId());
        var page = Page.of(request);
        return database.as(
                caller,
                transaction -> {
                    cases.requireVisible(transaction, caseId);
                    return notes.list(transaction, caseId, page);
                });
    }

    // Nobody erases the case until the note is stored.
    private void requireKept(Transaction transaction, UUID caseId) {
        var known =
                cases.lock(transaction, caseId)
                        .orElseThrow(() -> cases.missing(transaction, caseId));
        if (known.hasErasedAt()) {
            throw ItemMarks.erased();
        }
    }

    private static Note note(Transaction transaction, AddNoteRequest request) {
        return Note.newBuilder()
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setNoteType(request.getNoteType())
                .setText(request.getText())
                .setIsConfidential(request.getIsConfidential())
                .setAuthor(transaction.actor())
                .setCreatedAt(Timeline.timestamp(transaction.now()))
                .build();
    }
}
