package redress.mesh.store;

import java.sql.SQLException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// Statements that write rows with keys of their own.
public final class UniqueKeys {
    // https://www.postgresql.org/docs/18/errcodes-appendix.html
    private static final String UNIQUE_VIOLATION = "23505";

    private UniqueKeys() {}

    /// Runs a statement that may meet a row with the same key.
    ///
    /// @throws Refusal with ALREADY_EXISTS, naming the field, if it does
    public static void unlessTaken(String field, Runnable statement) {
        try {
            statement.run();
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException cause
                    && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
                throw new Refusal(
                        Reason.REASON_ALREADY_EXISTS, field + ": taken (expected: a new one)");
            }
            throw e;
        }
    }
}
