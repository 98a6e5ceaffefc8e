package redress.cases.postgres;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import redress.cases.records.CaseRecords;
import redress.cases.records.RecordKind;
import redress.mesh.privacy.Subject;
import redress.mesh.store.Conditions;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// Records of cases as rows of one table, sealed with the key of their case, as notes are. Row
/// level security shows them with the case.
@ApplicationScoped
public class PostgresCaseRecords implements CaseRecords {
    private static final String TABLE = "case_records";

    @Override
    public <M extends Message> void add(Transaction transaction, RecordKind<M> kind, M added) {
        var insert =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO case_records (id, case_id, kind, state, assignee, due,
                                    document, sealed, data_key)
                                VALUES (:id, :caseId, :kind, :state, :assignee, :due,
                                    :document, :sealed, :dataKey)
                                """)
                        .bind("caseId", kind.caseId(added))
                        .bind("kind", kind.name());
        bind(insert, transaction, kind, added).execute();
    }

    @Override
    public <M extends Message> Optional<M> find(
            Transaction transaction, RecordKind<M> kind, UUID id) {
        return one(transaction, kind, id, "");
    }

    @Override
    public <M extends Message> Optional<M> lock(
            Transaction transaction, RecordKind<M> kind, UUID id) {
        return one(transaction, kind, id, " FOR UPDATE OF case_records");
    }

    @Override
    public <M extends Message> void replace(
            Transaction transaction, RecordKind<M> kind, M changed) {
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE case_records SET state = :state, assignee = :assignee,
                                    due = :due, document = :document, sealed = :sealed,
                                    data_key = :dataKey
                                WHERE id = :id
                                """);
        bind(update, transaction, kind, changed).execute();
    }

    @Override
    public <M extends Message> Page.Slice<M> list(
            Transaction transaction, RecordKind<M> kind, Filter filter, Page page) {
        var conditions =
                new Conditions()
                        .equal("kind", kind.name())
                        .equal("state", filter.state())
                        .equal("assignee", filter.assignee());
        filter.caseId().ifPresent(id -> conditions.equal("case_id", id));
        if (!filter.dueBy().isEmpty()) {
            conditions.notAfter("due", LocalDate.parse(filter.dueBy()));
        }
        conditions.after(page, false);
        var query =
                transaction
                        .handle()
                        .createQuery(table(kind).select() + conditions.sql(false))
                        .bind("limit", page.limit());
        conditions.bind(query);
        return page.slice(
                table(kind).rows(transaction, query), row -> new Page.Key(0, kind.id(row)));
    }

    @Override
    public <M extends Message> List<M> of(
            Transaction transaction, RecordKind<M> kind, UUID caseId) {
        return table(kind)
                .rows(
                        transaction,
                        transaction
                                .handle()
                                .createQuery(
                                        table(kind).select()
                                                + "WHERE case_id = :caseId AND kind = :kind"
                                                + " ORDER BY id")
                                .bind("caseId", caseId)
                                .bind("kind", kind.name()));
    }

    private static <M extends Message> Optional<M> one(
            Transaction transaction, RecordKind<M> kind, UUID id, String lock) {
        var query =
                transaction
                        .handle()
                        .createQuery(
                                table(kind).select() + "WHERE id = :id AND kind = :kind" + lock)
                        .bind("id", id)
                        .bind("kind", kind.name());
        return table(kind).rows(transaction, query).stream().findFirst();
    }

    private static <S extends SqlStatement<S>, M extends Message> S bind(
            S statement, Transaction transaction, RecordKind<M> kind, M row) {
        var columns = kind.columns().apply(row);
        statement
                .bind("id", kind.id(row))
                .bind("state", columns.state())
                .bind("assignee", columns.assignee())
                .bind("due", columns.due().isEmpty() ? null : LocalDate.parse(columns.due()));
        return table(kind)
                .bind(statement, transaction, kind.id(row), Subject.item(kind.caseId(row)), row);
    }

    private static <M extends Message> SealedTable<M> table(RecordKind<M> kind) {
        return new SealedTable<>(TABLE, kind.parser());
    }
}
