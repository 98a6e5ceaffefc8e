package redress.mesh.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import redress.mesh.access.Scope;
import redress.mesh.events.Position;
import redress.mesh.privacy.Sealing;
import redress.mesh.privacy.Subject;
import redress.mesh.store.Conditions;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.webhooks.v1.PauseReason;
import redress.webhooks.v1.Webhook;
import redress.webhooks.v1.WebhookState;

/// Webhooks as rows. Row level security shows them to their owners and to security officers; the
/// secret is sealed with a key of the webhook's own.
final class Webhooks {
    private static final String NAME = "webhooks";
    private static final String STATE = "WEBHOOK_STATE_";
    private static final String REASON = "PAUSE_REASON_";
    private static final SealedTable<Webhook> TABLE = new SealedTable<>(NAME, Webhook.parser());
    private static final String SELECT =
            "SELECT id, state, pause_reason, expires_at, failing_since, xact, position, "
                    + Sealing.columnsFrom(NAME);

    private Webhooks() {}

    static void add(Transaction transaction, Webhook webhook) {
        var at = Position.of(webhook.getPosition());
        var insert =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO webhooks (id, owner, state, pause_reason, expires_at,
                                    xact, position, next_at, document, sealed, data_key)
                                VALUES (:id, :owner, :state, :reason, :expiresAt,
                                    :xact, :position, now(), :document, :sealed, :dataKey)
                                """)
                        .bind("owner", webhook.getOwner())
                        .bind("xact", at.transaction())
                        .bind("position", at.event());
        bind(insert, transaction, webhook).execute();
    }

    /// Stores a changed webhook. A receiver that failed gets a new start.
    static void replace(Transaction transaction, Webhook webhook) {
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE webhooks
                                SET state = :state, pause_reason = :reason,
                                    expires_at = :expiresAt, failures = 0, next_at = now(),
                                    failing_since = NULL, document = :document, sealed = :sealed,
                                    data_key = :dataKey
                                WHERE id = :id
                                """);
        bind(update, transaction, webhook).execute();
    }

    static Optional<Webhook> find(Transaction transaction, UUID id) {
        var query = transaction.handle().createQuery(SELECT + "WHERE id = :id").bind("id", id);
        return rows(transaction, query).stream().findFirst();
    }

    /// The same, locked: nothing else changes it meanwhile.
    static Optional<Webhook> lock(Transaction transaction, UUID id) {
        var query =
                transaction
                        .handle()
                        .createQuery(SELECT + "WHERE id = :id FOR UPDATE OF webhooks")
                        .bind("id", id);
        return rows(transaction, query).stream().findFirst();
    }

    static Page.Slice<Webhook> list(Transaction transaction, Page page) {
        var conditions = new Conditions().after(page, false);
        var query =
                transaction
                        .handle()
                        .createQuery(SELECT + conditions.sql(false))
                        .bind("limit", page.limit());
        conditions.bind(query);
        return page.slice(
                rows(transaction, query), row -> new Page.Key(0, UUID.fromString(row.getId())));
    }

    /// Has others of the same owner who make a webhook wait.
    static void lockOwner(Transaction transaction) {
        var _ =
                transaction
                        .handle()
                        .createQuery(
                                """
                                SELECT CAST(pg_advisory_xact_lock(
                                    hashtextextended('webhooks/' || :owner, 0)) AS text)
                                """)
                        .bind("owner", transaction.actor())
                        .mapTo(String.class)
                        .one();
    }

    /// How many webhooks of the caller have not ended.
    static int count(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        "SELECT count(*) FROM webhooks WHERE owner = :owner AND state <> 'ENDED'")
                .bind("owner", transaction.actor())
                .mapTo(Integer.class)
                .one();
    }

    /// The keys that seal a webhook's secret.
    static List<UUID> keys(Transaction transaction, UUID id) {
        return transaction
                .handle()
                .createQuery(
                        "SELECT data_key FROM webhooks WHERE id = :id AND data_key IS NOT NULL")
                .bind("id", id)
                .mapTo(UUID.class)
                .list();
    }

    /// Those that have something to do: the log is ahead of them, or something is to be sent.
    static List<UUID> busy(Transaction transaction, Position newest) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT id FROM webhooks
                        WHERE state = 'ACTIVE'
                            AND ((xact, position) < (:xact, :position)
                                OR next_at <= now() AND EXISTS (
                                    SELECT FROM webhook_deliveries
                                    WHERE webhook = webhooks.id AND state = 'WAITING'
                                        AND next_at <= now()))
                        ORDER BY id
                        """)
                .bind("xact", newest.transaction())
                .bind("position", newest.event())
                .mapTo(UUID.class)
                .list();
    }

    /// Pauses those that nobody has resumed in time.
    static int pauseExpired(Transaction transaction) {
        return transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE webhooks SET state = 'PAUSED', pause_reason = 'EXPIRED'
                        WHERE state = 'ACTIVE' AND expires_at <= :now
                        """)
                .bind("now", Transaction.at(transaction.now()))
                .execute();
    }

    /// Moves on in the log, unless another process or a replay has moved meanwhile.
    static boolean move(Transaction transaction, UUID id, Position from, Position to) {
        return transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE webhooks SET xact = :xact, position = :position
                                WHERE id = :id AND state = 'ACTIVE'
                                    AND (xact, position) = (:fromXact, :fromPosition)
                                """)
                        .bind("id", id)
                        .bind("fromXact", from.transaction())
                        .bind("fromPosition", from.event())
                        .bind("xact", to.transaction())
                        .bind("position", to.event())
                        .execute()
                == 1;
    }

    /// Goes back in the log.
    static void rewind(Transaction transaction, UUID id, Position to) {
        transaction
                .handle()
                .createUpdate(
                        "UPDATE webhooks SET xact = :xact, position = :position WHERE id = :id")
                .bind("id", id)
                .bind("xact", to.transaction())
                .bind("position", to.event())
                .execute();
    }

    /// What a webhook reaches.
    static Scope scope(Webhook webhook) {
        return new Scope(
                Set.copyOf(webhook.getProgrammesList()), Set.copyOf(webhook.getAreasList()));
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, Transaction transaction, Webhook webhook) {
        var id = UUID.fromString(webhook.getId());
        statement
                .bind("id", id)
                .bind("state", webhook.getState().name().substring(STATE.length()))
                .bind("reason", webhook.getPauseReason().name().substring(REASON.length()))
                .bind("expiresAt", Transaction.at(Timeline.instant(webhook.getExpiresAt())));
        return TABLE.bind(statement, transaction, id, Subject.item(id), webhook);
    }

    private static List<Webhook> rows(Transaction transaction, Query query) {
        return query.map(
                        (row, context) -> {
                            String id = row.getObject("id", UUID.class).toString();
                            var stored =
                                    transaction.sealing().open(Webhook.parser(), NAME, id, row);
                            return current(stored, row);
                        })
                .list();
    }

    private static Webhook current(Webhook stored, ResultSet row) throws SQLException {
        var webhook =
                stored.toBuilder()
                        .setState(WebhookState.valueOf(STATE + row.getString("state")))
                        .setPauseReason(PauseReason.valueOf(REASON + row.getString("pause_reason")))
                        .setPosition(Deliveries.position(row).text())
                        .clearFailingSince();
        var failing = row.getObject("failing_since", OffsetDateTime.class);
        if (failing != null) {
            webhook.setFailingSince(Timeline.timestamp(failing.toInstant()));
        }
        return webhook.build();
    }
}
