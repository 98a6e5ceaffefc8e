package redress.mesh.store;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import redress.timeline.v1.TimelineEntry;

/// The history of a subject, as its events tell it.
public final class Timeline {
    private Timeline() {}

    /// A page of a subject's history, oldest first. The caller must have shown that it may see the
    /// subject.
    public static Page.Slice<TimelineEntry> of(Transaction transaction, UUID subject, Page page) {
        var rows =
                transaction
                        .handle()
                        .createQuery(
                                """
                                SELECT position, id, type, occurred_at, actor, workload, summary
                                FROM events
                                WHERE subject = :subject AND position > :after
                                ORDER BY position
                                LIMIT :limit
                                """)
                        .bind("subject", subject)
                        .bind("after", page.after().map(key -> (long) key.rank()).orElse(0L))
                        .bind("limit", page.limit())
                        .map((row, context) -> entry(row))
                        .list();
        return page.slice(
                rows, entry -> new Page.Key(entry.getPosition(), UUID.fromString(entry.getId())));
    }

    /// The whole history of a subject, oldest first.
    public static List<TimelineEntry> all(Transaction transaction, UUID subject) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT position, id, type, occurred_at, actor, workload, summary
                        FROM events WHERE subject = :subject ORDER BY position
                        """)
                .bind("subject", subject)
                .map((row, context) -> entry(row))
                .list();
    }

    /// An instant from the contract's form; an absent one is 1970.
    public static Instant instant(Timestamp at) {
        return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
    }

    /// An instant in the contract's form.
    public static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static TimelineEntry entry(java.sql.ResultSet row) throws java.sql.SQLException {
        return TimelineEntry.newBuilder()
                .setPosition(row.getLong("position"))
                .setId(row.getString("id"))
                .setType(row.getString("type"))
                .setOccurredAt(
                        timestamp(row.getObject("occurred_at", OffsetDateTime.class).toInstant()))
                .setActor(row.getString("actor"))
                .setWorkload(row.getString("workload"))
                .setSummary(row.getString("summary"))
                .build();
    }
}
