package redress.mesh.privacy;

import com.google.protobuf.ByteString;
import java.sql.Types;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;

/// A message as it is written into a row.
///
/// @param open the part without anything personal
/// @param secret what must be opened with the data key; empty when there is nothing personal
public record Sealed(ByteString open, Optional<Secret> secret) {

    /// The sealed part.
    ///
    /// @param ciphertext bound to the row and column that it was made for
    /// @param dataKey what opens it
    public record Secret(ByteString ciphertext, UUID dataKey) {}

    /// Binds `:document`, `:sealed` and `:dataKey`.
    public <S extends SqlStatement<S>> S bindTo(S statement) {
        var bound = statement.bind("document", open.toByteArray());
        return secret.map(
                        part ->
                                bound.bind("sealed", part.ciphertext().toByteArray())
                                        .bind("dataKey", part.dataKey()))
                .orElseGet(
                        () ->
                                bound.bindNull("sealed", Types.BINARY)
                                        .bindNull("dataKey", Types.OTHER));
    }
}
