package redress.cases.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import redress.cases.notes.Notes;
import redress.cases.v1.Note;
import redress.mesh.store.Conditions;
import redress.mesh.store.Documents;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// Notes as rows; row level security leaves out confidential ones that the caller may not read.
@ApplicationScoped
public class PostgresNotes implements Notes {
    @Override
    public void add(Transaction transaction, UUID caseId, Note note) {
        transaction
                .handle()
                .createUpdate(
                        """
                        INSERT INTO notes (id, case_id, author, confidential, document)
                        VALUES (:id, :caseId, :author, :confidential, :document)
                        """)
                .bind("id", UUID.fromString(note.getId()))
                .bind("caseId", caseId)
                .bind("author", note.getAuthor())
                .bind("confidential", note.getIsConfidential())
                .bind("document", note.toByteArray())
                .execute();
    }

    @Override
    public Page.Slice<Note> list(Transaction transaction, UUID caseId, Page page) {
        var conditions = new Conditions().equal("case_id", caseId).after(page, false);
        var query =
                transaction
                        .handle()
                        .createQuery("SELECT document FROM notes" + conditions.sql(false))
                        .bind("limit", page.limit());
        conditions.bind(query);
        var rows =
                query.map((row, context) -> Documents.parse(Note.parser(), row.getBytes(1))).list();
        return page.slice(rows, note -> new Page.Key(0, UUID.fromString(note.getId())));
    }
}
