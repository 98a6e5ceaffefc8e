package redress.grievances.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import redress.grievances.clock.Limit;
import redress.grievances.clock.Limits;
import redress.mesh.store.Transaction;

/// Limits as rows (`grievance_limits`). Whoever writes one has locked its grievance before, or
/// waits for nobody.
@ApplicationScoped
public class PostgresLimits implements Limits {
    @Override
    public void add(Transaction transaction, UUID grievance, List<Limit> limits) {
        limits.forEach(limit -> add(transaction, grievance, limit));
    }

    @Override
    public void set(Transaction transaction, UUID grievance, List<Limit> limits) {
        for (Limit limit : limits) {
            if (update(transaction, grievance, limit) == 0) {
                add(transaction, grievance, limit);
            }
        }
    }

    @Override
    public List<UUID> waiting(Transaction transaction, Instant now, int most) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT DISTINCT grievance FROM (
                            SELECT grievance FROM grievance_limits
                            WHERE look_at <= :now AND retry_at IS NULL
                                AND NOT EXISTS (SELECT FROM restrictions WHERE item = grievance)
                            ORDER BY look_at LIMIT :most
                        ) AS first
                        """)
                .bind("now", Transaction.at(now))
                .bind("most", most)
                .mapTo(UUID.class)
                .list();
    }

    @Override
    public List<UUID> toRetry(Transaction transaction, Instant now, int most) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT DISTINCT grievance FROM (
                            SELECT grievance FROM grievance_limits
                            WHERE retry_at <= :now AND look_at IS NOT NULL
                                AND NOT EXISTS (SELECT FROM restrictions WHERE item = grievance)
                            ORDER BY retry_at LIMIT :most
                        ) AS first
                        """)
                .bind("now", Transaction.at(now))
                .bind("most", most)
                .mapTo(UUID.class)
                .list();
    }

    @Override
    public void putOff(Transaction transaction, UUID grievance, Instant until) {
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE grievance_limits SET retry_at = :until
                        WHERE (grievance, kind, round) IN (
                            SELECT grievance, kind, round FROM grievance_limits
                            WHERE grievance = :grievance AND look_at IS NOT NULL
                            FOR UPDATE SKIP LOCKED)
                        """)
                .bind("until", Transaction.at(until))
                .bind("grievance", grievance)
                .execute();
    }

    @Override
    public boolean claimRisk(Transaction transaction, UUID grievance, Limit limit, Instant now) {
        return claim(transaction, "at_risk_at", "warned_at", grievance, limit, now);
    }

    @Override
    public boolean claimBreach(Transaction transaction, UUID grievance, Limit limit, Instant now) {
        return claim(transaction, "due_at", "escalated_at", grievance, limit, now);
    }

    private static boolean claim(
            Transaction transaction,
            String when,
            String claimed,
            UUID grievance,
            Limit limit,
            Instant now) {
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE grievance_limits SET %2$s = :now
                                WHERE grievance = :grievance AND kind = :kind AND round = :round
                                    AND running AND %1$s <= :now AND %2$s IS NULL
                                """
                                        .formatted(when, claimed))
                        .bind("now", Transaction.at(now));
        return key(update, grievance, limit).execute() == 1;
    }

    private static int update(Transaction transaction, UUID grievance, Limit limit) {
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE grievance_limits SET at_risk_at = :atRiskAt, due_at = :dueAt,
                                    running = :running, retry_at = NULL
                                WHERE grievance = :grievance AND kind = :kind AND round = :round
                                """);
        return times(key(update, grievance, limit), limit).execute();
    }

    private static void add(Transaction transaction, UUID grievance, Limit limit) {
        var insert =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO grievance_limits
                                    (grievance, kind, round, at_risk_at, due_at, running)
                                VALUES (:grievance, :kind, :round, :atRiskAt, :dueAt, :running)
                                """);
        var _ = times(key(insert, grievance, limit), limit).execute();
    }

    private static <S extends SqlStatement<S>> S key(S statement, UUID grievance, Limit limit) {
        return statement
                .bind("grievance", grievance)
                .bind("kind", limit.kind().name())
                .bind("round", limit.round());
    }

    private static <S extends SqlStatement<S>> S times(S statement, Limit limit) {
        return statement
                .bind("atRiskAt", Transaction.at(limit.atRiskAt()))
                .bind("dueAt", Transaction.at(limit.dueAt()))
                .bind("running", limit.running());
    }
}
