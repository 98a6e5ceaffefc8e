package redress.cases.lifecycle;

import java.util.List;
import redress.cases.v1.CaseUpdate;
import redress.mesh.store.Transaction;

/// What happened to the cases that the caller of a transaction sees, as a log that others follow.
public interface CaseUpdates {
    /// What was stored after a position, in an order to which nothing is ever added in between.
    Slice since(Transaction transaction, Position after, int limit);

    /// A part of the log.
    ///
    /// @param updates what happened
    /// @param end where the next part begins
    record Slice(List<CaseUpdate> updates, Position end) {
        public Slice {
            updates = List.copyOf(updates);
        }
    }

    /// A place in the log (0019).
    ///
    /// @param transaction number of the transaction that stored an event
    /// @param event number of the event
    record Position(long transaction, long event) {
        private static final Position BEGINNING = new Position(0, 0);

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
    }
}
