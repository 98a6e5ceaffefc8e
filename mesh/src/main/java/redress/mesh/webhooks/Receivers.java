package redress.mesh.webhooks;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import redress.mesh.store.Transaction;

/// How the receivers of webhooks fare, as columns of their rows. Who notes something here as well
/// as of a delivery does it here first: nobody waits for another then.
final class Receivers {
    private Receivers() {}

    /// How many may be sent at once: one to find out whether the receiver is back, none while it is
    /// left alone.
    static int room(Transaction transaction, UUID webhook, int most) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT CASE WHEN failures > 0 THEN 1 ELSE :most END FROM webhooks
                        WHERE id = :id AND state = 'ACTIVE' AND next_at <= now()
                        """)
                .bind("id", webhook)
                .bind("most", most)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    /// It confirmed something.
    static void confirmed(Transaction transaction, UUID webhook) {
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE webhooks SET failures = 0, failing_since = NULL, next_at = now()
                        WHERE id = :id AND (failures > 0 OR failing_since IS NOT NULL)
                        """)
                .bind("id", webhook)
                .execute();
    }

    /// It refused something, so it is there.
    static void refused(Transaction transaction, UUID webhook) {
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE webhooks
                        SET failures = 0, failing_since = coalesce(failing_since, now())
                        WHERE id = :id AND (failures > 0 OR failing_since IS NULL)
                        """)
                .bind("id", webhook)
                .execute();
    }

    /// A message of it is given up. When no other waits, nothing fails any more: the next one does
    /// not pay for what was long ago.
    ///
    /// @param number of the message
    static void gaveUp(Transaction transaction, UUID webhook, long number) {
        // Locked by a statement of its own: of two that end together the second sees the first.
        var _ =
                transaction
                        .handle()
                        .createQuery("SELECT id FROM webhooks WHERE id = :id FOR UPDATE")
                        .bind("id", webhook)
                        .mapTo(UUID.class)
                        .one();
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE webhooks SET failing_since = NULL
                        WHERE id = :id AND NOT EXISTS (
                            SELECT FROM webhook_deliveries
                            WHERE webhook = :id AND state = 'WAITING' AND number <> :number)
                        """)
                .bind("id", webhook)
                .bind("number", number)
                .execute();
    }

    /// It was away. Those who tried at the same time count once.
    ///
    /// @return whether it was there the last time: then it may be the message that it can't take
    static boolean away(Transaction transaction, UUID webhook, Backoff backoff) {
        var before = failures(transaction, webhook);
        before.ifPresent(
                failures -> {
                    int more = failures + 1;
                    leaveAlone(transaction, webhook, more, backoff.after(more));
                });
        return before.isPresent() && before.get() == 0;
    }

    private static Optional<Integer> failures(Transaction transaction, UUID webhook) {
        return transaction
                .handle()
                .createQuery(
                        "SELECT failures FROM webhooks WHERE id = :id AND next_at <= now() FOR UPDATE")
                .bind("id", webhook)
                .mapTo(Integer.class)
                .findOne();
    }

    private static void leaveAlone(
            Transaction transaction, UUID webhook, int failures, Duration wait) {
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE webhooks
                        SET failures = :failures,
                            next_at = now() + make_interval(secs => :wait),
                            failing_since = coalesce(failing_since, now())
                        WHERE id = :id
                        """)
                .bind("id", webhook)
                .bind("failures", failures)
                .bind("wait", Deliveries.seconds(wait))
                .execute();
    }

    /// Pauses a webhook that fails for so long.
    ///
    /// @return whether it was paused
    static boolean pause(Transaction transaction, UUID webhook, Duration patience) {
        return transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE webhooks SET state = 'PAUSED', pause_reason = 'FAILING'
                                WHERE id = :id AND state = 'ACTIVE'
                                    AND failing_since <= now() - make_interval(secs => :long)
                                """)
                        .bind("id", webhook)
                        .bind("long", Deliveries.seconds(patience))
                        .execute()
                == 1;
    }
}
