package redress.mesh.store;

import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// The keys that items have in other systems (`external_id`), unique as far as the caller can see:
/// nobody learns from a refusal that an item exists which is hidden from them. So two callers who
/// do not see each other's items may use the same key.
///
/// A key is also unique for who gave it (`external_id_from`: workload and user), seen or not.
///
/// @param table the table of the items
public record ExternalIds(String table) {
    // https://www.postgresql.org/docs/18/errcodes-appendix.html
    private static final String UNIQUE_VIOLATION = "23505";

    /// Who gives an item its key.
    public String from(Transaction transaction) {
        return transaction.workload() + "/" + transaction.actor();
    }

    /// Runs the statement that writes an item. Until the transaction ends, no other one gives the
    /// same key.
    ///
    /// @param externalId the item's key; empty: none
    /// @throws Refusal with ALREADY_EXISTS if a visible item has the key, or the caller gave it
    public void unlessTaken(
            Transaction transaction, String item, String externalId, Runnable statement) {
        if (!externalId.isEmpty() && isTaken(transaction, UUID.fromString(item), externalId)) {
            throw taken();
        }
        try {
            statement.run();
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException cause
                    && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
                throw taken();
            }
            throw e;
        }
    }

    // An item that keeps its key is let alone: others may have given the same one, unseen.
    private boolean isTaken(Transaction transaction, UUID item, String externalId) {
        lock(transaction, externalId);
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM %1$s WHERE external_id = :key AND id <> :item)
                            AND NOT EXISTS (SELECT FROM %1$s WHERE external_id = :key AND id = :item)
                        """
                                .formatted(table))
                .bind("key", externalId)
                .bind("item", item)
                .mapTo(Boolean.class)
                .one();
    }

    // In a statement of its own: the next one sees what was committed before the lock was got.
    private static void lock(Transaction transaction, String externalId) {
        transaction
                .handle()
                .createQuery(
                        "SELECT CAST(pg_advisory_xact_lock(hashtextextended(:key, 0)) AS text)")
                .bind("key", externalId)
                .mapTo(String.class)
                .one();
    }

    private static Refusal taken() {
        return new Refusal(
                Reason.REASON_ALREADY_EXISTS, "external_id: taken (expected: a new one)");
    }
}
