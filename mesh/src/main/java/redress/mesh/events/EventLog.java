package redress.mesh.events;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import redress.mesh.access.Refusal;
import redress.mesh.store.Transaction;

/// The events in the order of their transactions, up to the oldest one that still runs
/// (docs/adr/0019). Row level security leaves out what the caller may not see.
public final class EventLog {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// So many transactions are looked at by one statement, at first and at most: who may see each
    /// event has to be found out, also where nothing may be seen.
    private static final long FIRST_SPAN = 1_000;

    private static final long LONGEST_SPAN = 64_000;

    private EventLog() {}

    /// A part of the log.
    ///
    /// @param events what happened
    /// @param end where the next part begins
    /// @param isLast whether it reaches to where the log ended when it was read
    public record Slice(List<LoggedEvent> events, Position end, boolean isLast) {
        public Slice {
            events = List.copyOf(events);
        }
    }

    /// What was stored after a position, in an order to which nothing is ever added in between. Who
    /// sees little of a long log gets what was found in some seconds, and goes on from its end.
    ///
    /// @throws Refusal if the position lies where this log has not come to yet
    public static Slice since(Transaction transaction, Position after, int limit) {
        // Asked first: what had ended by then is seen by the statements that follow.
        Position end = end(transaction);
        if (after.transaction() > end.transaction()) {
            throw Refusal.invalid(
                    "position", "not of this log (expected: one that this service gave)");
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        var found = new ArrayList<LoggedEvent>();
        Position from = after;
        long span = FIRST_SPAN;
        do {
            Position to = earliest(end, new Position(from.transaction() + span, 0));
            found.addAll(events(transaction, from, to, limit - found.size()));
            if (found.size() == limit) {
                return new Slice(found, found.getLast().position(), false);
            }
            from = latest(from, to);
            span = Math.min(2 * span, LONGEST_SPAN);
        } while (end.isAfter(from) && System.nanoTime() < until);
        return new Slice(found, from, !end.isAfter(from));
    }

    /// Where the log ends now: before the oldest transaction that still runs.
    public static Position end(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)
                        """)
                .mapTo(Long.class)
                .map(oldest -> new Position(oldest, 0))
                .one();
    }

    /// The newest event that the caller sees; the beginning if there is none.
    public static Position newest(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT CAST(CAST(xact AS text) AS bigint) AS xact, position
                        FROM events
                        WHERE xact < pg_snapshot_xmin(pg_current_snapshot())
                        ORDER BY events.xact DESC, position DESC
                        LIMIT 1
                        """)
                .map((row, context) -> position(row))
                .findOne()
                .orElse(Position.BEGINNING);
    }

    private static List<LoggedEvent> events(
            Transaction transaction, Position after, Position to, int limit) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT CAST(CAST(xact AS text) AS bigint) AS xact, position, id, subject,
                            type, occurred_at
                        FROM events
                        WHERE (xact, position) > (CAST(CAST(:after AS text) AS xid8), :position)
                            AND xact < CAST(CAST(:to AS text) AS xid8)
                        ORDER BY events.xact, position
                        LIMIT :limit
                        """)
                .bind("after", after.transaction())
                .bind("position", after.event())
                .bind("to", to.transaction())
                .bind("limit", limit)
                .map((row, context) -> event(row))
                .list();
    }

    private static LoggedEvent event(ResultSet row) throws SQLException {
        return new LoggedEvent(
                position(row),
                row.getObject("id", UUID.class),
                row.getObject("subject", UUID.class),
                row.getString("type"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant());
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong("xact"), row.getLong("position"));
    }

    private static Position earliest(Position one, Position other) {
        return one.isAfter(other) ? other : one;
    }

    private static Position latest(Position one, Position other) {
        return one.isAfter(other) ? one : other;
    }
}
