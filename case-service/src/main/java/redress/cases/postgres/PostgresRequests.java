package redress.cases.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import redress.beneficiaries.v1.BeneficiaryReference;
import redress.cases.rights.DataSubjectRequests;
import redress.mesh.privacy.OpenPart;
import redress.mesh.privacy.Subject;
import redress.mesh.store.Conditions;
import redress.mesh.store.DestroyKeys;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.ItemOutcome;
import redress.rights.v1.ListRequestsRequest;

/// Requests as rows, each sealed with a key of its own. Row level security shows them to data
/// protection officers only.
@ApplicationScoped
public class PostgresRequests implements DataSubjectRequests {
    private static final SealedTable<DataSubjectRequest> TABLE =
            new SealedTable<>("data_subject_requests", DataSubjectRequest.parser());

    @Override
    public String nextNumber(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT 'DSR-'
                            || to_char(CAST(:now AS timestamptz) AT TIME ZONE 'UTC', 'YYYY') || '-'
                            || CASE WHEN n < 1000000 THEN to_char(n, 'FM000000') ELSE CAST(n AS text) END
                        FROM nextval('data_subject_request_numbers') AS n
                        """)
                .bind("now", Transaction.at(transaction.now()))
                .mapTo(String.class)
                .one();
    }

    @Override
    public void add(Transaction transaction, DataSubjectRequest received) {
        var insert =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO data_subject_requests (id, number, kind, state, items,
                                    subject_hashes, document, sealed, data_key)
                                VALUES (:id, :number, :kind, :state, :items,
                                    :subjectHashes, :document, :sealed, :dataKey)
                                """)
                        .bind("number", received.getNumber())
                        .bind("kind", received.getKind().name());
        bind(insert, transaction, received).execute();
    }

    @Override
    public Optional<DataSubjectRequest> find(Transaction transaction, UUID id) {
        return one(transaction, id, "");
    }

    @Override
    public Optional<DataSubjectRequest> lock(Transaction transaction, UUID id) {
        return one(transaction, id, " FOR UPDATE OF data_subject_requests");
    }

    @Override
    public void replace(
            Transaction transaction, DataSubjectRequest changed, Optional<Instant> nextAttempt) {
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE data_subject_requests
                                SET state = :state, items = :items,
                                    subject_hashes = :subjectHashes,
                                    next_attempt_at = :nextAttempt,
                                    document = :document, sealed = :sealed, data_key = :dataKey
                                WHERE id = :id
                                """)
                        .bind("nextAttempt", nextAttempt.map(Transaction::at).orElse(null));
        bind(update, transaction, changed).execute();
    }

    @Override
    public Page.Slice<DataSubjectRequest> list(
            Transaction transaction, ListRequestsRequest filters, Page page) {
        var conditions =
                new Conditions()
                        .equal("state", filters.getState())
                        .equal("kind", filters.getKind())
                        .after(page, false);
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

    @Override
    public Optional<UUID> claim(Transaction transaction, Duration lease) {
        return transaction
                .handle()
                .createQuery(
                        """
                        UPDATE data_subject_requests SET next_attempt_at = :until
                        WHERE id = (
                            SELECT id FROM data_subject_requests
                            WHERE next_attempt_at <= :now
                            ORDER BY next_attempt_at
                            LIMIT 1
                            FOR UPDATE SKIP LOCKED)
                        RETURNING id
                        """)
                .bind("now", Transaction.at(transaction.now()))
                .bind("until", Transaction.at(transaction.now().plus(lease)))
                .mapTo(UUID.class)
                .findOne();
    }

    @Override
    public boolean isBeingErased(Transaction transaction, UUID item) {
        var query =
                transaction
                        .handle()
                        .createQuery(
                                TABLE.select()
                                        + "WHERE state = 'REQUEST_STATE_RUNNING'"
                                        + " AND items @> ARRAY[CAST(:item AS uuid)]")
                        .bind("item", item);
        return TABLE.rows(transaction, query).stream()
                .filter(
                        running ->
                                switch (running.getKind()) {
                                    case REQUEST_KIND_ERASURE, REQUEST_KIND_RETENTION -> true;
                                    case REQUEST_KIND_ACCESS,
                                            REQUEST_KIND_PORTABILITY,
                                            REQUEST_KIND_RESTRICTION,
                                            REQUEST_KIND_LIFT_RESTRICTION,
                                            REQUEST_KIND_OBJECTION,
                                            REQUEST_KIND_RECTIFICATION,
                                            REQUEST_KIND_UNSPECIFIED,
                                            UNRECOGNIZED ->
                                            false;
                                })
                .flatMap(running -> running.getItemsList().stream())
                .anyMatch(
                        known ->
                                known.getId().equals(item.toString())
                                        && known.getHoldId().isEmpty());
    }

    @Override
    public void eraseLike(Transaction transaction, DataSubjectRequest fulfilled) {
        var query =
                transaction
                        .handle()
                        .createQuery(
                                TABLE.select()
                                        + """
                                        WHERE state NOT IN ('REQUEST_STATE_RECEIVED', 'REQUEST_STATE_RUNNING')
                                            AND (id = :id
                                                OR (items <> '{}' AND items <@ :items)
                                                OR (subject_hashes <> '{}'
                                                    AND subject_hashes <@ CAST(:hashes AS text[])))
                                        ORDER BY id FOR UPDATE OF data_subject_requests
                                        """)
                        .bind("id", UUID.fromString(fulfilled.getId()))
                        .bindArray("items", UUID.class, items(fulfilled))
                        .bindArray("hashes", String.class, hashes(transaction, fulfilled));
        for (DataSubjectRequest one : TABLE.rows(transaction, query)) {
            if (!one.hasErasedAt()) {
                erase(transaction, one);
            }
        }
    }

    private void erase(Transaction transaction, DataSubjectRequest one) {
        UUID id = UUID.fromString(one.getId());
        var exports = new PostgresExports();
        exports.destroyAll(transaction, id);
        var keys =
                transaction
                        .handle()
                        .createQuery(
                                "SELECT id FROM data_keys WHERE subject = :subject AND destroyed_at IS NULL")
                        .bind("subject", Subject.item(id).text())
                        .mapTo(UUID.class)
                        .list();
        DestroyKeys.lock(transaction, keys);
        DestroyKeys.destroy(transaction, keys);
        var erased =
                OpenPart.of(one).toBuilder()
                        .setErasedAt(Timeline.timestamp(transaction.now()))
                        .clearExportExpiresAt()
                        .build();
        replace(transaction, erased, Optional.empty());
    }

    private static Optional<DataSubjectRequest> one(Transaction transaction, UUID id, String lock) {
        var query =
                transaction
                        .handle()
                        .createQuery(TABLE.select() + "WHERE id = :id" + lock)
                        .bind("id", id);
        return TABLE.rows(transaction, query).stream().findFirst();
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, Transaction transaction, DataSubjectRequest row) {
        var id = UUID.fromString(row.getId());
        statement
                .bind("id", id)
                .bind("state", row.getState().name())
                .bindArray("items", UUID.class, items(row))
                .bindArray("subjectHashes", String.class, hashes(transaction, row));
        return TABLE.bind(statement, transaction, id, Subject.item(id), row);
    }

    private static List<UUID> items(DataSubjectRequest row) {
        return row.getItemsList().stream().map(ItemOutcome::getId).map(UUID::fromString).toList();
    }

    private static List<String> hashes(Transaction transaction, DataSubjectRequest row) {
        var person =
                BeneficiaryReference.newBuilder()
                        .addAllIdentifier(row.getSubject().getIdentifierList())
                        .build();
        return transaction.sealing().lookup().hashes(person);
    }
}
