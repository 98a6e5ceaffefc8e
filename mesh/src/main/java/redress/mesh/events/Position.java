package redress.mesh.events;

import java.util.Comparator;

/// A place in the log of events (docs/adr/0019). What is stored later never comes before a position
/// that was handed out.
///
/// @param transaction number of the transaction that orders an event
/// @param event number of the event
public record Position(long transaction, long event) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::transaction).thenComparingLong(Position::event);

    static final Position BEGINNING = new Position(0, 0);

    /// As the contract writes it; the beginning if it is empty.
    public static Position of(String text) {
        if (text.isEmpty()) {
            return BEGINNING;
        }
        int hyphen = text.indexOf('-');
        return new Position(
                Long.parseLong(text.substring(0, hyphen)),
                Long.parseLong(text.substring(hyphen + 1)));
    }

    /// As the contract writes it.
    public String text() {
        return transaction + "-" + event;
    }

    boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
