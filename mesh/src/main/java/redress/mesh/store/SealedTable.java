package redress.mesh.store;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import redress.mesh.privacy.Sealing;
import redress.mesh.privacy.Subject;

/// A table of contract messages, one a row with `id` as its key. What the contract marks personal
/// is sealed: columns `document`, `sealed` and `data_key`.
///
/// @param name the table
/// @param parser of its messages
public record SealedTable<M extends Message>(String name, Parser<M> parser) {

    /// The beginning of every query that [#rows] reads. The table's columns may be named in
    /// conditions as they are.
    public String select() {
        return "SELECT id, " + Sealing.columnsFrom(name);
    }

    /// Binds `:document`, `:sealed` and `:dataKey`.
    ///
    /// @param subject whose data key seals the row
    public <S extends SqlStatement<S>> S bind(
            S statement, Transaction transaction, UUID id, Subject subject, M message) {
        return transaction.sealing().seal(name, id.toString(), subject, message).bindTo(statement);
    }

    /// The rows of a query, opened.
    public List<M> rows(Transaction transaction, Query query) {
        var sealing = transaction.sealing();
        return query.map(
                        (row, context) ->
                                sealing.open(
                                        parser,
                                        name,
                                        row.getObject("id", UUID.class).toString(),
                                        row))
                .list();
    }

    // A statement of its own is a transaction of its own.
    Optional<M> find(Handle handle, CallerSettings caller, Sealing sealing, UUID id)
            throws SQLException {
        try (var statement = handle.getConnection().prepareStatement(finding())) {
            statement.setObject(caller.bind(statement, sealing.lookup()), id);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(sealing.open(parser, name, id.toString(), row))
                        : Optional.empty();
            }
        }
    }

    private String finding() {
        return "SELECT document, sealed, data_key, wrapped, destroyed_at FROM find_in_%s(%s, ?)"
                .formatted(name, CallerSettings.AS_VALUE);
    }
}
