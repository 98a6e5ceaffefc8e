package redress.mesh.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// Where in a list a page begins: after the last row of the page before (keyset). Nothing is
/// counted.
///
/// A token fits the list that made it and no other: it carries a digest of the request's filters.
///
/// @param size rows of the page, 1 to 200
/// @param after the last row of the page before; empty on the first page
/// @param filters digest of everything in the request but size and token
public record Page(int size, Optional<Key> after, ByteString filters) {
    private static final int DEFAULT_SIZE = 50;
    private static final int FILTER_BYTES = 8;

    /// The sort key of a row.
    ///
    /// @param rank first key, for instance the urgency; 0 where the list has none
    /// @param id second key, unique
    public record Key(double rank, UUID id) {}

    /// The page that a list request asks for, from its `page_size` and `page_token`.
    ///
    /// @throws Refusal with BAD_PAGE_TOKEN
    public static Page of(Message request) {
        var type = request.getDescriptorForType();
        var sizeField = type.findFieldByName("page_size");
        var tokenField = type.findFieldByName("page_token");
        int size = (int) request.getField(sizeField);
        var token = (String) request.getField(tokenField);
        var rest = request.toBuilder().clearField(sizeField).clearField(tokenField).build();
        ByteString filters = digest(rest);
        return new Page(
                size == 0 ? DEFAULT_SIZE : size,
                token.isEmpty() ? Optional.empty() : Optional.of(key(token, filters)),
                filters);
    }

    /// The rows of the page and the token of the next one, from one row more than the page holds.
    public <T> Slice<T> slice(List<T> rows, Function<T, Key> keyOf) {
        if (rows.size() <= size) {
            return new Slice<>(rows, "");
        }
        var shown = rows.subList(0, size);
        return new Slice<>(shown, token(keyOf.apply(shown.getLast())));
    }

    /// How many rows to ask the database for.
    public int limit() {
        return size + 1;
    }

    /// A page of rows.
    ///
    /// @param rows the rows
    /// @param nextPageToken token of the next page; empty on the last
    public record Slice<T>(List<T> rows, String nextPageToken) {}

    private String token(Key key) {
        var bytes =
                ByteBuffer.allocate(FILTER_BYTES + 3 * Long.BYTES)
                        .put(filters.toByteArray())
                        .putDouble(key.rank())
                        .putLong(key.id().getMostSignificantBits())
                        .putLong(key.id().getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static Key key(String token, ByteString filters) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            var made = new byte[FILTER_BYTES];
            if (bytes.remaining() != FILTER_BYTES + 3 * Long.BYTES) {
                throw bad();
            }
            bytes.get(made);
            double rank = bytes.getDouble();
            if (!filters.equals(ByteString.copyFrom(made)) || !Double.isFinite(rank)) {
                throw bad();
            }
            return new Key(rank, new UUID(bytes.getLong(), bytes.getLong()));
        } catch (IllegalArgumentException e) {
            throw bad();
        }
    }

    private static Refusal bad() {
        return new Refusal(
                Reason.REASON_BAD_PAGE_TOKEN,
                "page_token: not of this list (expected: next_page_token of the page before, with"
                        + " the same filters)");
    }

    private static ByteString digest(Message filters) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(
                    filters.getDescriptorForType().getFullName().getBytes(StandardCharsets.UTF_8));
            return ByteString.copyFrom(sha.digest(Deterministic.bytes(filters)), 0, FILTER_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
