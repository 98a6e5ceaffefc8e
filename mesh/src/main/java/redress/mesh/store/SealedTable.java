package redress.mesh.store;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.List;
import java.util.UUID;
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
}
