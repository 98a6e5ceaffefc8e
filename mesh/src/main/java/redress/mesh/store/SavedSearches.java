package redress.mesh.store;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// The searches that people keep (`saved_searches`): each is seen by its owner alone, which row
/// level security makes sure of. They hold nothing personal, so nothing is sealed.
///
/// @param parser of a saved search
public record SavedSearches<M extends Message>(Parser<M> parser) {
    private static final int MOST = 100;

    /// All searches of the caller, by name.
    public List<M> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT document FROM saved_searches ORDER BY name, id")
                .map((row, context) -> parsed(row.getBytes("document")))
                .list();
    }

    /// Keeps a search of the caller, in place of an earlier one with the same name.
    ///
    /// @param made makes it with its identifier
    /// @throws Refusal with INVALID_REQUEST if there are too many
    public M put(Transaction transaction, String name, Function<UUID, M> made) {
        var id = lock(transaction).named(transaction, name);
        M search = made.apply(id);
        var _ =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO saved_searches (id, owner, name, document)
                                VALUES (:id, :owner, :name, :document)
                                ON CONFLICT (id) DO UPDATE SET document = :document
                                """)
                        .bind("id", id)
                        .bind("owner", transaction.actor())
                        .bind("name", name)
                        .bind("document", search.toByteArray())
                        .execute();
        return search;
    }

    /// Removes a search of the caller.
    ///
    /// @throws Refusal with NOT_FOUND
    public void remove(Transaction transaction, UUID id) {
        int removed =
                transaction
                        .handle()
                        .createUpdate("DELETE FROM saved_searches WHERE id = :id")
                        .bind("id", id)
                        .execute();
        if (removed == 0) {
            throw new Refusal(Reason.REASON_NOT_FOUND, "no such search");
        }
    }

    // One at a time for each owner: two with one name, or one too many, can't come between.
    private SavedSearches<M> lock(Transaction transaction) {
        var _ =
                transaction
                        .handle()
                        .createQuery(
                                """
                                SELECT CAST(pg_advisory_xact_lock(
                                    hashtextextended('saved_searches/' || :owner, 0)) AS text)
                                """)
                        .bind("owner", transaction.actor())
                        .mapTo(String.class)
                        .one();
        return this;
    }

    private UUID named(Transaction transaction, String name) {
        var known =
                transaction
                        .handle()
                        .createQuery("SELECT id FROM saved_searches WHERE name = :name")
                        .bind("name", name)
                        .mapTo(UUID.class)
                        .findOne();
        if (known.isEmpty() && all(transaction).size() >= MOST) {
            throw Refusal.invalid("name", "%d searches are kept (expected: fewer)".formatted(MOST));
        }
        return known.orElseGet(UuidCreator::getTimeOrderedEpoch);
    }

    private M parsed(byte[] document) {
        try {
            return parser.parseFrom(document);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("stored search can't be read", e);
        }
    }
}
