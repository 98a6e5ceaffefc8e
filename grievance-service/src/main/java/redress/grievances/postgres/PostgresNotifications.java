package redress.grievances.postgres;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import redress.grievances.notification.News;
import redress.grievances.notification.Notifications;
import redress.mesh.store.Transaction;

/// Notifications as rows (`grievance_notifications`).
@ApplicationScoped
public class PostgresNotifications implements Notifications {
    @Override
    public void add(Transaction transaction, UUID grievance, News news) {
        transaction
                .handle()
                .createUpdate(
                        """
                        INSERT INTO grievance_notifications (id, grievance, news)
                        VALUES (:id, :grievance, :news)
                        """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("grievance", grievance)
                .bind("news", news.name())
                .execute();
    }

    @Override
    public List<Claimed> claim(
            Transaction transaction, Duration lease, Duration giveUpAfter, int limit) {
        return transaction
                .handle()
                .createQuery(
                        """
                        WITH taken AS MATERIALIZED (
                            SELECT id FROM grievance_notifications AS due
                            WHERE state = 'WAITING' AND next_at <= now()
                                AND NOT EXISTS (
                                    SELECT FROM grievance_notifications AS earlier
                                    WHERE earlier.grievance = due.grievance
                                        AND earlier.position < due.position
                                        AND earlier.state = 'WAITING')
                            ORDER BY next_at, position
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        UPDATE grievance_notifications
                        SET attempts = attempts + 1,
                            first_tried_at = coalesce(first_tried_at, now()),
                            next_at = now() + make_interval(secs => :lease)
                        WHERE id IN (SELECT id FROM taken)
                        RETURNING id, grievance, news, attempts,
                            first_tried_at + make_interval(secs => :giveUpAfter) <= now() AS late
                        """)
                .bind("lease", seconds(lease))
                .bind("giveUpAfter", seconds(giveUpAfter))
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Claimed(
                                        row.getObject("id", UUID.class),
                                        row.getObject("grievance", UUID.class),
                                        News.valueOf(row.getString("news")),
                                        row.getInt("attempts"),
                                        row.getBoolean("late")))
                .list();
    }

    @Override
    public boolean end(Transaction transaction, Claimed done, End end, String reason) {
        return transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE grievance_notifications
                                SET state = :state, next_at = NULL, ended_at = :now,
                                    reason = :reason
                                WHERE id = :id AND state = 'WAITING'
                                """)
                        .bind("state", end.name())
                        .bind("now", Transaction.at(transaction.now()))
                        .bind("reason", reason)
                        .bind("id", done.id())
                        .execute()
                == 1;
    }

    @Override
    public void again(Transaction transaction, Claimed failed, Duration wait, String reason) {
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE grievance_notifications
                        SET next_at = now() + make_interval(secs => :wait), reason = :reason
                        WHERE id = :id AND attempts = :attempts AND state = 'WAITING'
                        """)
                .bind("wait", seconds(wait))
                .bind("reason", reason)
                .bind("id", failed.id())
                .bind("attempts", failed.attempts())
                .execute();
    }

    @Override
    public int forget(Transaction transaction, Instant before, int limit) {
        return transaction
                .handle()
                .createUpdate(
                        """
                        DELETE FROM grievance_notifications WHERE id IN (
                            SELECT id FROM grievance_notifications WHERE ended_at < :before
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        """)
                .bind("before", Transaction.at(before))
                .bind("limit", limit)
                .execute();
    }

    @Override
    public Counts counts(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT
                            (SELECT count(*) FROM grievance_notifications
                                WHERE state = 'WAITING') AS waiting,
                            (SELECT count(*) FROM grievance_notifications
                                WHERE state = 'GIVEN_UP') AS given_up
                        """)
                .map((row, context) -> new Counts(row.getLong("waiting"), row.getLong("given_up")))
                .one();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
