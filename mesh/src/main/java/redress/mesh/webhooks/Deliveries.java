package redress.mesh.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import redress.mesh.events.LoggedEvent;
import redress.mesh.events.Position;
import redress.mesh.store.Transaction;

/// Events on their way, as rows: what the processes do that send them. What is due when is told by
/// the clock of the database: those of two processes may differ.
final class Deliveries {
    private Deliveries() {}

    /// One that is to be sent now.
    ///
    /// @param number key of its row
    /// @param attempts tries with this one
    /// @param refusals how often it was refused before
    record Claimed(long number, int attempts, int refusals, LoggedEvent event) {}

    /// Writes what is to be sent to a webhook, in order.
    static void add(Transaction transaction, UUID webhook, Collection<LoggedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        var batch =
                transaction
                        .handle()
                        .prepareBatch(
                                """
                                INSERT INTO webhook_deliveries (webhook, event, item, type,
                                    occurred_at, xact, position, state, next_at)
                                VALUES (:webhook, :event, :item, :type,
                                    :occurredAt, :xact, :position, 'WAITING', now())
                                """);
        for (var event : events) {
            batch.bind("webhook", webhook)
                    .bind("event", event.id())
                    .bind("item", event.item())
                    .bind("type", event.type())
                    .bind("occurredAt", Transaction.at(event.occurredAt()))
                    .bind("xact", event.position().transaction())
                    .bind("position", event.position().event())
                    .add();
        }
        var _ = batch.execute();
    }

    /// How many wait, up to a bound.
    static int waiting(Transaction transaction, UUID webhook, int most) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT count(*) FROM (
                            SELECT FROM webhook_deliveries
                            WHERE webhook = :webhook AND state = 'WAITING'
                            LIMIT :most) AS found
                        """)
                .bind("webhook", webhook)
                .bind("most", most)
                .mapTo(Integer.class)
                .one();
    }

    /// Takes what is due of a webhook: of each item the first that still waits. Another process
    /// takes others, and these again when the lease is over and nothing became of them.
    static List<Claimed> claim(Transaction transaction, UUID webhook, Duration lease, int limit) {
        return transaction
                .handle()
                .createQuery(
                        """
                        WITH taken AS MATERIALIZED (
                            SELECT number FROM webhook_deliveries AS due
                            WHERE webhook = :webhook AND state = 'WAITING' AND next_at <= now()
                                AND NOT EXISTS (
                                    SELECT FROM webhook_deliveries AS earlier
                                    WHERE earlier.webhook = due.webhook
                                        AND earlier.item = due.item
                                        AND earlier.number < due.number
                                        AND earlier.state = 'WAITING')
                            ORDER BY next_at, number
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        UPDATE webhook_deliveries
                        SET attempts = attempts + 1,
                            next_at = now() + make_interval(secs => :lease)
                        WHERE number IN (SELECT number FROM taken)
                        RETURNING number, attempts, refusals, event, item, type, occurred_at, xact,
                            position
                        """)
                .bind("webhook", webhook)
                .bind("lease", seconds(lease))
                .bind("limit", limit)
                .map((row, context) -> claimed(row))
                .list();
    }

    /// The events that the caller of the transaction sees.
    static Set<UUID> visible(Transaction transaction, Collection<Claimed> claimed) {
        var ids = claimed.stream().map(each -> each.event().id()).toList();
        return new HashSet<>(
                transaction
                        .handle()
                        .createQuery("SELECT id FROM events WHERE id = ANY(:ids)")
                        .bindArray("ids", UUID.class, ids)
                        .mapTo(UUID.class)
                        .list());
    }

    /// Notes the end of one: DELIVERED, DEAD or WITHHELD.
    static void end(Transaction transaction, Claimed done, String state, String failure) {
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE webhook_deliveries
                        SET state = :state, next_at = NULL, ended_at = :now,
                            last_failure = :failure
                        WHERE number = :number AND state = 'WAITING'
                        """)
                .bind("state", state)
                .bind("failure", failure)
                .bind("now", Transaction.at(transaction.now()))
                .bind("number", done.number())
                .execute();
    }

    /// Notes a failure, unless another process has taken it meanwhile.
    ///
    /// @param refusals how often it was refused by now
    /// @param wait after how long it is due again
    static void again(
            Transaction transaction, Claimed failed, int refusals, Duration wait, String failure) {
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE webhook_deliveries
                        SET next_at = now() + make_interval(secs => :wait),
                            refusals = :refusals, last_failure = :failure
                        WHERE number = :number AND attempts = :attempts AND state = 'WAITING'
                        """)
                .bind("wait", seconds(wait))
                .bind("refusals", refusals)
                .bind("failure", failure)
                .bind("number", failed.number())
                .bind("attempts", failed.attempts())
                .execute();
    }

    /// Forgets some of those that ended before an instant.
    ///
    /// @return how many were forgotten
    static int forget(Transaction transaction, Instant before, int limit) {
        return transaction
                .handle()
                .createUpdate(
                        """
                        DELETE FROM webhook_deliveries WHERE number IN (
                            SELECT number FROM webhook_deliveries WHERE ended_at < :before
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        """)
                .bind("before", Transaction.at(before))
                .bind("limit", limit)
                .execute();
    }

    /// As make_interval takes it.
    static double seconds(Duration wait) {
        return wait.toMillis() / 1000.0;
    }

    static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong("xact"), row.getLong("position"));
    }

    static LoggedEvent event(ResultSet row) throws SQLException {
        return new LoggedEvent(
                position(row),
                row.getObject("event", UUID.class),
                row.getObject("item", UUID.class),
                row.getString("type"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant());
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                row.getLong("number"), row.getInt("attempts"), row.getInt("refusals"), event(row));
    }
}
