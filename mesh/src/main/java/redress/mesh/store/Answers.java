package redress.mesh.store;

import com.google.protobuf.Message;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.privacy.Sealing;

/// The answers of writes that were done, by request (`requests`). An answer is forgotten after a
/// while; that the write was done is not. Row level security leaves out the answers of others, and
/// those that tell of an item that the caller may no longer see.
final class Answers {
    private static final String TABLE = "requests";

    private Answers() {}

    /// Takes the request for this transaction, or gives the answer that it got before. The row is
    /// the lock: a concurrent repetition waits here until the first one has committed.
    static <A extends Message> Optional<A> claim(
            Transaction transaction, RequestKey request, AnswerType<A> answers) {
        int inserted =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO requests (workload, actor, id, digest, created_at)
                                VALUES (:workload, :actor, :id, :digest, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("workload", transaction.workload())
                        .bind("actor", transaction.actor())
                        .bind("id", request.id())
                        .bind("digest", keyed(transaction, request).digest().toByteArray())
                        .bind("now", Transaction.at(transaction.now()))
                        .execute();
        if (inserted == 1) {
            return Optional.empty();
        }
        return Optional.of(find(transaction, request, answers).orElseThrow(Answers::hidden));
    }

    /// The answer that the request got before.
    ///
    /// @throws Refusal with REQUEST_ID_REUSED if it was another request, with ALREADY_EXISTS if its
    ///   answer is forgotten
    static <A extends Message> Optional<A> find(
            Transaction transaction, RequestKey request, AnswerType<A> answers) {
        var known = keyed(transaction, request);
        return transaction
                .handle()
                .createQuery(
                        "SELECT digest, forgotten_at IS NOT NULL AS forgotten, "
                                + Sealing.columnsFrom(TABLE)
                                + " WHERE workload = :workload AND actor = :actor AND id = :id")
                .bind("workload", transaction.workload())
                .bind("actor", transaction.actor())
                .bind("id", request.id())
                .map(
                        (row, context) -> {
                            known.requireSame(row.getBytes("digest"));
                            if (row.getBoolean("forgotten")) {
                                throw forgotten();
                            }
                            return transaction
                                    .sealing()
                                    .open(
                                            answers.parser(),
                                            TABLE,
                                            place(transaction, request),
                                            row);
                        })
                .findOne();
    }

    /// Keeps the answer of a request that was claimed. Who hands in an item that they may not see
    /// gets the answer again, all the same.
    ///
    /// @param item the item that the answer tells of
    static void keep(Transaction transaction, RequestKey request, UUID item, Message answer) {
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE requests
                                SET document = :document, sealed = :sealed, data_key = :dataKey,
                                    item = :item, handed_in_unseen = NOT item_visible(:item)
                                WHERE workload = :workload AND actor = :actor AND id = :id
                                """)
                        .bind("workload", transaction.workload())
                        .bind("actor", transaction.actor())
                        .bind("id", request.id())
                        .bind("item", item);
        transaction
                .sealing()
                .sealLikeLast(TABLE, place(transaction, request), answer)
                .bindTo(update)
                .execute();
    }

    /// Forgets some of the answers to requests from before an instant.
    ///
    /// @return how many were forgotten
    static int forget(Transaction transaction, Instant before, int limit) {
        return transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE requests
                        SET document = NULL, sealed = NULL, data_key = NULL, forgotten_at = :now
                        WHERE (workload, actor, id) IN (
                            SELECT workload, actor, id FROM requests
                            WHERE forgotten_at IS NULL AND created_at < :before
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        """)
                .bind("now", Transaction.at(transaction.now()))
                .bind("before", Transaction.at(before))
                .bind("limit", limit)
                .execute();
    }

    /// Forgets the answers that tell of items, whichever data key sealed them.
    static void forgetAbout(Transaction transaction, Collection<UUID> items) {
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE requests
                        SET document = NULL, sealed = NULL, data_key = NULL, forgotten_at = :now
                        WHERE item = ANY(:items) AND forgotten_at IS NULL
                        """)
                .bind("now", Transaction.at(transaction.now()))
                .bindArray("items", UUID.class, List.copyOf(items))
                .execute();
    }

    /// Forgets the answers that some data keys sealed.
    static void forgetSealedWith(Transaction transaction, Collection<UUID> keys) {
        transaction
                .handle()
                .createUpdate(
                        """
                        UPDATE requests
                        SET document = NULL, sealed = NULL, data_key = NULL, forgotten_at = :now
                        WHERE data_key = ANY(:keys)
                        """)
                .bind("now", Transaction.at(transaction.now()))
                .bindArray("keys", UUID.class, List.copyOf(keys))
                .execute();
    }

    // A bare hash of a request would let guesses at its personal content be tried out.
    private static RequestKey keyed(Transaction transaction, RequestKey request) {
        var lookup = transaction.sealing().lookup();
        return new RequestKey(request.id(), lookup.hash(request.digest()));
    }

    private static String place(Transaction transaction, RequestKey request) {
        return String.join("\0", transaction.workload(), transaction.actor(), "" + request.id());
    }

    private static Refusal hidden() {
        return new Refusal(
                Reason.REASON_NOT_FOUND,
                "request_id: done before, and what it made is not visible to you any more");
    }

    private static Refusal forgotten() {
        return new Refusal(
                Reason.REASON_ALREADY_EXISTS,
                "request_id: done before, its answer is no longer kept (read the item instead)");
    }
}
