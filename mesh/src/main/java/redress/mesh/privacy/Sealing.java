package redress.mesh.privacy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.Timestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Seals and opens the messages that one transaction writes and reads.
///
/// A sealed message is three columns of its row: `document` (the open part), `sealed` (ciphertext)
/// and `data_key`; the last two are null when there is nothing personal.
public final class Sealing {
    private static final String COLUMN = "sealed";

    private final DataKeys keys;
    private final Handle handle;
    private final Instant now;
    private @Nullable Subject last;

    Sealing(DataKeys keys, Handle handle, Instant now) {
        this.keys = keys;
        this.handle = handle;
        this.now = now;
    }

    /// What a query selects, from which table on, for [#open]: the message's columns and its key.
    public static String columnsFrom(String table) {
        return """
        document, sealed, data_key, wrapped, destroyed_at
        FROM %1$s LEFT JOIN LATERAL (
            SELECT wrapped, destroyed_at FROM data_keys WHERE data_keys.id = %1$s.data_key
        ) AS its_key ON true
        """
                .formatted(table);
    }

    /// Splits a message and seals what is personal with the subject's data key.
    ///
    /// @param row key of the row that will hold it
    public Sealed seal(String table, String row, Subject subject, Message whole) {
        var parts = Split.of(whole);
        if (parts.isOpen()) {
            return new Sealed(parts.open().toByteString(), Optional.empty());
        }
        last = subject;
        var key = keys.of(handle, subject, now);
        byte[] place = new Place(table, row, COLUMN).within(keys.service());
        var ciphertext = ByteString.copyFrom(key.seal(parts.sealed().toByteArray(), place));
        return new Sealed(
                parts.open().toByteString(), Optional.of(new Sealed.Secret(ciphertext, key.id())));
    }

    /// Seals a message with the key of what this transaction sealed last: it says the same once
    /// more and must vanish with it. The service's own key if nothing was sealed.
    public Sealed sealLikeLast(String table, String row, Message whole) {
        return seal(table, row, last == null ? Subject.service() : last, whole);
    }

    /// A message from the current row of a query that selected [#columnsFrom]. If its data key was
    /// destroyed, the open part, which says so in `erased_at`.
    ///
    /// @throws IllegalStateException if the sealed part is not of this row, or was altered
    public <M extends Message> M open(Parser<M> parser, String table, String key, ResultSet row)
            throws SQLException {
        byte[] open = row.getBytes("document");
        byte[] sealed = row.getBytes(COLUMN);
        var destroyed = row.getObject("destroyed_at", OffsetDateTime.class);
        if (destroyed != null) {
            return erased(parse(parser, open), destroyed.toInstant());
        }
        if (sealed == null) {
            return parse(parser, open);
        }
        var dataKey = keys.open(row.getObject("data_key", UUID.class), row.getBytes("wrapped"));
        byte[] place = new Place(table, key, COLUMN).within(keys.service());
        return parse(parser, joined(open, dataKey.open(sealed, place)));
    }

    /// Seals bytes that are no message, with the subject's data key.
    public ByteSealing bytes(String table, String column, Subject subject) {
        last = subject;
        return new ByteSealing(keys.of(handle, subject, now), keys.service(), table, column);
    }

    /// Bytes that [#bytes] sealed, from the current row of a query that selected their column, and
    /// `data_key`, `wrapped` and `destroyed_at` of their data key. Empty if it was destroyed.
    ///
    /// @throws IllegalStateException if they were sealed for another place, or altered
    public Optional<byte[]> openBytes(String table, String column, String key, ResultSet row)
            throws SQLException {
        if (row.getObject("destroyed_at") != null) {
            return Optional.empty();
        }
        var dataKey = keys.open(row.getObject("data_key", UUID.class), row.getBytes("wrapped"));
        var sealing = new ByteSealing(dataKey, keys.service(), table, column);
        return Optional.of(sealing.open(key, row.getBytes(column)));
    }

    /// The hashes by which personal values are found again.
    public Lookup lookup() {
        return keys.lookup();
    }

    /// Destroys data keys; see [DataKeys#destroy].
    public int destroy(java.util.Collection<UUID> ids) {
        return keys.destroy(handle, ids, now);
    }

    private static <M> M parse(Parser<M> parser, byte[] bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw unreadable();
        }
    }

    // Messages written one after the other are one message (protobuf encoding, "last one wins").
    private static byte[] joined(byte[] open, byte[] secret) {
        byte[] whole = Arrays.copyOf(open, open.length + secret.length);
        System.arraycopy(secret, 0, whole, open.length, secret.length);
        return whole;
    }

    @SuppressWarnings("unchecked")
    private static <M extends Message> M erased(M open, Instant at) {
        var field = open.getDescriptorForType().findFieldByName("erased_at");
        if (field == null || open.hasField(field)) {
            return open;
        }
        var when = Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano());
        return (M) open.toBuilder().setField(field, when.build()).build();
    }

    // Without the cause: a parser's exception may hold what it read.
    private static IllegalStateException unreadable() {
        return new IllegalStateException("stored document can't be read");
    }
}
