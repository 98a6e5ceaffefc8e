package redress.cases.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;
import redress.cases.rights.LegalHolds;
import redress.mesh.privacy.Subject;
import redress.mesh.store.Conditions;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;
import redress.rights.v1.LegalHold;
import redress.rights.v1.ListHoldsRequest;

/// Legal holds as rows. Row level security shows them to data protection officers only.
@ApplicationScoped
public class PostgresHolds implements LegalHolds {
    private static final SealedTable<LegalHold> TABLE =
            new SealedTable<>("legal_holds", LegalHold.parser());

    @Override
    public void settle(Transaction transaction) {
        transaction.handle().execute("LOCK TABLE legal_holds IN SHARE ROW EXCLUSIVE MODE");
    }

    @Override
    public void add(Transaction transaction, LegalHold hold) {
        var insert =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO legal_holds (id, item, until, released_at,
                                    document, sealed, data_key)
                                VALUES (:id, :item, :until, :releasedAt,
                                    :document, :sealed, :dataKey)
                                """);
        bind(insert, transaction, hold).execute();
    }

    @Override
    public Optional<LegalHold> lock(Transaction transaction, UUID id) {
        var query =
                transaction
                        .handle()
                        .createQuery(TABLE.select() + "WHERE id = :id FOR UPDATE OF legal_holds")
                        .bind("id", id);
        return TABLE.rows(transaction, query).stream().findFirst();
    }

    @Override
    public void replace(Transaction transaction, LegalHold changed) {
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE legal_holds
                                SET item = :item, until = :until, released_at = :releasedAt,
                                    document = :document, sealed = :sealed, data_key = :dataKey
                                WHERE id = :id
                                """);
        bind(update, transaction, changed).execute();
    }

    @Override
    public Map<String, LegalHold> inForce(Transaction transaction, Collection<UUID> items) {
        var query =
                transaction
                        .handle()
                        .createQuery(
                                TABLE.select()
                                        + """
                                        WHERE item = ANY(:items) AND released_at IS NULL
                                            AND (until IS NULL OR until > :now)
                                        ORDER BY id
                                        """)
                        .bindArray("items", UUID.class, List.copyOf(items))
                        .bind("now", Transaction.at(transaction.now()));
        return TABLE.rows(transaction, query).stream()
                .collect(Collectors.toMap(LegalHold::getItemId, hold -> hold, (first, _) -> first));
    }

    @Override
    public Page.Slice<LegalHold> list(
            Transaction transaction, ListHoldsRequest filters, Page page) {
        var conditions = new Conditions();
        if (!filters.getItemId().isEmpty()) {
            conditions.equal("item", UUID.fromString(filters.getItemId()));
        }
        conditions.after(page, false);
        var query =
                transaction
                        .handle()
                        .createQuery(TABLE.select() + conditions.sql(false))
                        .bind("limit", page.limit());
        conditions.bind(query);
        return page.slice(
                TABLE.rows(transaction, query),
                row -> new Page.Key(0, UUID.fromString(row.getId())));
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, Transaction transaction, LegalHold row) {
        var id = UUID.fromString(row.getId());
        statement
                .bind("id", id)
                .bind("item", UUID.fromString(row.getItemId()))
                .bind("until", row.hasUntil() ? Transaction.at(instant(row.getUntil())) : null)
                .bind(
                        "releasedAt",
                        row.hasReleasedAt() ? Transaction.at(instant(row.getReleasedAt())) : null);
        return TABLE.bind(statement, transaction, id, Subject.service(), row);
    }

    private static java.time.Instant instant(com.google.protobuf.Timestamp time) {
        return java.time.Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
