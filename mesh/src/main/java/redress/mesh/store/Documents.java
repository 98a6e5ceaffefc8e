package redress.mesh.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// Messages of the contract as they are stored.
public final class Documents {
    // https://www.postgresql.org/docs/18/errcodes-appendix.html
    private static final String UNIQUE_VIOLATION = "23505";

    private Documents() {}

    /// A stored message.
    public static <A> A parse(Parser<A> parser, byte[] bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("stored document can't be read", e);
        }
    }

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
