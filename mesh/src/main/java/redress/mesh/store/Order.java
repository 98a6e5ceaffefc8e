package redress.mesh.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// An order of a list of items, and where in it a page begins. All but the newest first run upwards
/// by a column and `id`: one comparison of both finds the row after another in the index.
public enum Order {
    /// By `id`, newest first.
    NEWEST("id DESC", "id < :after"),
    /// By `id`, oldest first.
    OLDEST("id", "id > :after"),
    /// By `calmness`, the most urgent first. The rank is the urgency.
    URGENCY("calmness, id", "(calmness, id) > (:rank, :after)"),
    /// By `due_at`, the earliest first. The rank is [#dueRank].
    DUE("due_at, id", "(due_at, id) > (:rank, :after)");

    /// When something is due that never is, as PostgreSQL's infinity.
    public static final OffsetDateTime NEVER = OffsetDateTime.MAX;

    // Microseconds; between them a token may say anything without leaving PostgreSQL's years.
    private static final double NEVER_RANK = 1e18;
    private static final double EARLIEST_RANK = -1e17;

    private final String columns;
    private final String after;

    Order(String columns, String after) {
        this.columns = columns;
        this.after = after;
    }

    /// The rank of a row by when it is due: in microseconds. Exact until the year 2255, and for
    /// whole days.
    public static double dueRank(OffsetDateTime due) {
        return due.equals(NEVER)
                ? NEVER_RANK
                : (double) ChronoUnit.MICROS.between(Instant.EPOCH, due.toInstant());
    }

    String columns() {
        return columns;
    }

    String after() {
        return after;
    }

    /// What the first column is compared with.
    Object value(double rank) {
        return switch (this) {
            case URGENCY -> -rank;
            case DUE -> dueAt(rank);
            case NEWEST, OLDEST -> rank;
        };
    }

    private static OffsetDateTime dueAt(double rank) {
        if (rank >= NEVER_RANK) {
            return NEVER;
        }
        long micros = (long) Math.max(rank, EARLIEST_RANK);
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
