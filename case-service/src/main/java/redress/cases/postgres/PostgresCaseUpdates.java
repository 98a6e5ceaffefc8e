package redress.cases.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import redress.cases.lifecycle.CaseUpdates;
import redress.cases.v1.CaseUpdate;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// The log of updates: the events in the order of their transactions, up to the oldest one that
/// still runs (docs/adr/0019). Row level security leaves out what the caller may not see.
@ApplicationScoped
public class PostgresCaseUpdates implements CaseUpdates {
    @Override
    public Slice since(Transaction transaction, Position after, int limit) {
        var rows =
                transaction
                        .handle()
                        .createQuery(
                                """
                                SELECT CAST(CAST(xact AS text) AS bigint) AS xact, position, id,
                                    subject, type, occurred_at
                                FROM events
                                WHERE (xact, position)
                                        > (CAST(CAST(:xact AS text) AS xid8), :position)
                                    AND xact < pg_snapshot_xmin(pg_current_snapshot())
                                ORDER BY events.xact, position
                                LIMIT :limit
                                """)
                        .bind("xact", after.transaction())
                        .bind("position", after.event())
                        .bind("limit", limit)
                        .map((row, context) -> new Row(update(row), position(row)))
                        .list();
        return new Slice(
                rows.stream().map(Row::update).toList(),
                rows.isEmpty() ? after : rows.getLast().position());
    }

    private record Row(CaseUpdate update, Position position) {}

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong("xact"), row.getLong("position"));
    }

    private static CaseUpdate update(ResultSet row) throws SQLException {
        var at = row.getObject("occurred_at", OffsetDateTime.class).toInstant();
        return CaseUpdate.newBuilder()
                .setCaseId(row.getString("subject"))
                .setEventId(row.getString("id"))
                .setType(row.getString("type"))
                .setOccurredAt(Timeline.timestamp(at))
                .build();
    }
}
