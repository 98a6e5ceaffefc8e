package redress.cases.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import redress.cases.notes.Notes;
import redress.cases.v1.Note;
import redress.mesh.privacy.Subject;
import redress.mesh.store.Conditions;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// Notes as rows, sealed with the data key of their case; row level security leaves out
/// confidential ones that the caller may not read.
///
/// The key is the case's own, not the beneficiary's: it stays the same when the case turns out to
/// be about somebody else.
@ApplicationScoped
public class PostgresNotes implements Notes {
    private static final SealedTable<Note> TABLE = new SealedTable<>("notes", Note.parser());

    @Override
    public void add(Transaction transaction, UUID caseId, Note note) {
        var id = UUID.fromString(note.getId());
        var insert =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO notes (id, case_id, author, confidential,
                                    document, sealed, data_key)
                                VALUES (:id, :caseId, :author, :confidential,
                                    :document, :sealed, :dataKey)
                                """)
                        .bind("id", id)
                        .bind("caseId", caseId)
                        .bind("author", note.getAuthor())
                        .bind("confidential", note.getIsConfidential());
        TABLE.bind(insert, transaction, id, Subject.item(caseId), note).execute();
    }

    @Override
    public Page.Slice<Note> list(Transaction transaction, UUID caseId, Page page) {
        var conditions = new Conditions().equal("case_id", caseId).after(page, false);
        var query =
                transaction
                        .handle()
                        .createQuery(TABLE.select() + conditions.sql(false))
                        .bind("limit", page.limit());
        conditions.bind(query);
        return page.slice(
                TABLE.rows(transaction, query),
                note -> new Page.Key(0, UUID.fromString(note.getId())));
    }
}
