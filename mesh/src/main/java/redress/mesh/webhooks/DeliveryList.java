package redress.mesh.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import redress.mesh.events.LoggedEvent;
import redress.mesh.events.Position;
import redress.mesh.store.Page;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.webhooks.v1.Delivery;
import redress.webhooks.v1.DeliveryState;

/// Events on their way, as rows: what the owner of a webhook sees of them and does with them.
final class DeliveryList {
    private static final String STATE = "DELIVERY_STATE_";

    private DeliveryList() {}

    /// A page of a webhook's deliveries, newest first. Of what the caller may not see by now they
    /// tell how far they are and nothing else.
    ///
    /// @param own whether the webhook is the caller's; of those of others nothing is told
    /// @param state only those in it; unspecified: all
    static Page.Slice<Delivery> of(
            Transaction transaction, UUID webhook, boolean own, DeliveryState state, Page page) {
        boolean all = state == DeliveryState.DELIVERY_STATE_UNSPECIFIED;
        long below =
                page.after().map(key -> key.id().getLeastSignificantBits()).orElse(Long.MAX_VALUE);
        var query =
                transaction
                        .handle()
                        .createQuery(
                                """
                                SELECT *, :own AND EXISTS (
                                        SELECT FROM events WHERE id = event) AS is_seen
                                FROM webhook_deliveries
                                WHERE webhook = :webhook AND number < :below %s
                                ORDER BY number DESC
                                LIMIT :limit
                                """
                                        .formatted(all ? "" : "AND state = :state"))
                        .bind("webhook", webhook)
                        .bind("own", own)
                        .bind("below", below)
                        .bind("limit", page.limit());
        if (!all) {
            query.bind("state", state.name().substring(STATE.length()));
        }
        return page.slice(
                query.map((row, context) -> delivery(row)).list(),
                row -> new Page.Key(0, new UUID(0, row.getNumber())));
    }

    /// Has dead letters, and what was withheld, wait once more.
    ///
    /// @param number of one of them; 0: all
    /// @return how many
    static int retry(Transaction transaction, UUID webhook, long number) {
        return transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE webhook_deliveries
                        SET state = 'WAITING', next_at = now(), ended_at = NULL, refusals = 0
                        WHERE webhook = :webhook AND state IN ('DEAD', 'WITHHELD')
                            AND (:number = 0 OR number = :number)
                        """)
                .bind("webhook", webhook)
                .bind("number", number)
                .execute();
    }

    /// Has what waits be due at once.
    static void hurry(Transaction transaction, UUID webhook) {
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE webhook_deliveries SET next_at = now()
                        WHERE webhook = :webhook AND state = 'WAITING'
                        """)
                .bind("webhook", webhook)
                .execute();
    }

    /// Sends nothing of what waits.
    static void withhold(Transaction transaction, UUID webhook, String why) {
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE webhook_deliveries
                        SET state = 'WITHHELD', next_at = NULL, ended_at = :now, last_failure = :why
                        WHERE webhook = :webhook AND state = 'WAITING'
                        """)
                .bind("webhook", webhook)
                .bind("why", why)
                .bind("now", Transaction.at(transaction.now()))
                .execute();
    }

    /// Forgets what waits and comes again, because the webhook goes back to before it.
    static void forget(Transaction transaction, UUID webhook, Position after) {
        transaction
                .handle()
                .createUpdate(
                        """
                        DELETE FROM webhook_deliveries
                        WHERE webhook = :webhook AND state = 'WAITING'
                            AND (xact, position) > (:xact, :position)
                        """)
                .bind("webhook", webhook)
                .bind("xact", after.transaction())
                .bind("position", after.event())
                .execute();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        var delivery =
                Delivery.newBuilder()
                        .setNumber(row.getLong("number"))
                        .setState(DeliveryState.valueOf(STATE + row.getString("state")))
                        .setAttempts(row.getInt("attempts"))
                        .setLastFailure(row.getString("last_failure"));
        if (row.getBoolean("is_seen")) {
            tell(delivery, Deliveries.event(row));
        }
        var next = row.getObject("next_at", OffsetDateTime.class);
        if (next != null) {
            delivery.setNextAt(Timeline.timestamp(next.toInstant()));
        }
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        if (ended != null) {
            delivery.setEndedAt(Timeline.timestamp(ended.toInstant()));
        }
        return delivery.build();
    }

    private static void tell(Delivery.Builder delivery, LoggedEvent event) {
        delivery.setEventId(event.id().toString())
                .setItemId(event.item().toString())
                .setType(event.type())
                .setOccurredAt(Timeline.timestamp(event.occurredAt()))
                .setPosition(event.position().text());
    }
}
