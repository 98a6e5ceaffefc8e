package redress.cases.postgres;

import com.google.protobuf.util.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import redress.cases.referral.Referrals;
import redress.cases.v1.Case;
import redress.cases.v1.ListReferralsRequest;
import redress.cases.v1.Referral;
import redress.mesh.privacy.Subject;
import redress.mesh.store.Conditions;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// Referrals as rows, sealed with the key of their case. The columns that decide which receivers
/// see a row come from the case, which keeps them up to date by a trigger.
@ApplicationScoped
public class PostgresReferrals implements Referrals {
    private static final SealedTable<Referral> TABLE =
            new SealedTable<>("referrals", Referral.parser());

    @Override
    public void add(Transaction transaction, Case of, Referral added) {
        var insert =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO referrals (id, case_id, state, to_programme, receiver,
                                    expires_at, area_code, sensitivity, complaint_hashes,
                                    document, sealed, data_key)
                                SELECT :id, id, :state, :toProgramme, :receiver,
                                    :expiresAt, area_code, sensitivity, complaint_hashes,
                                    :document, :sealed, :dataKey
                                FROM cases WHERE id = :caseId
                                """)
                        .bind("caseId", UUID.fromString(of.getId()))
                        .bind("toProgramme", added.getDetails().getToProgramme())
                        .bind("receiver", added.getDetails().getReceiver())
                        .bind("expiresAt", Transaction.at(expiry(added)));
        bind(insert, transaction, added).execute();
    }

    @Override
    public Optional<Referral> find(Transaction transaction, UUID id) {
        return rows(transaction, "WHERE id = :id", query -> query.bind("id", id)).stream()
                .findFirst();
    }

    @Override
    public Optional<Referral> lock(Transaction transaction, UUID id) {
        return rows(
                        transaction,
                        "WHERE id = :id FOR UPDATE OF referrals",
                        query -> query.bind("id", id))
                .stream()
                .findFirst();
    }

    @Override
    public void replace(Transaction transaction, Referral changed) {
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE referrals SET state = :state, document = :document,
                                    sealed = :sealed, data_key = :dataKey
                                WHERE id = :id
                                """);
        bind(update, transaction, changed).execute();
    }

    @Override
    public Page.Slice<Referral> list(
            Transaction transaction, ListReferralsRequest filters, Page page) {
        var conditions =
                new Conditions()
                        .equal("state", filters.getState())
                        .equal("to_programme", filters.getToProgramme());
        if (!filters.getCaseId().isEmpty()) {
            conditions.equal("case_id", Database.id("case_id", filters.getCaseId()));
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

    @Override
    public List<Referral> lockOf(Transaction transaction, Collection<UUID> cases) {
        return rows(
                transaction,
                "WHERE case_id = ANY(:cases) ORDER BY id FOR UPDATE OF referrals",
                query -> query.bindArray("cases", UUID.class, List.copyOf(cases)));
    }

    @Override
    public List<Referral> lockExpired(Transaction transaction, int limit) {
        return rows(
                transaction,
                """
                WHERE state = 'REFERRAL_STATE_REQUESTED' AND expires_at <= :now
                ORDER BY expires_at LIMIT :limit FOR UPDATE OF referrals SKIP LOCKED
                """,
                query -> query.bind("now", Transaction.at(transaction.now())).bind("limit", limit));
    }

    private static List<Referral> rows(
            Transaction transaction, String which, UnaryOperator<Query> binding) {
        return TABLE.rows(
                transaction,
                binding.apply(transaction.handle().createQuery(TABLE.select() + which)));
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, Transaction transaction, Referral row) {
        var id = UUID.fromString(row.getId());
        statement.bind("id", id).bind("state", row.getState().name());
        var subject = Subject.item(UUID.fromString(row.getCaseId()));
        return TABLE.bind(statement, transaction, id, subject, row);
    }

    private static Instant expiry(Referral row) {
        return Instant.ofEpochMilli(Timestamps.toMillis(row.getDetails().getExpiresAt()));
    }
}
