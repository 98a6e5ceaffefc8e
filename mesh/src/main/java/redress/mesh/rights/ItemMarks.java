package redress.mesh.rights;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.store.Transaction;

/// Which items are restricted, erased or rectified (`restrictions`, `erasures`, `rectifications`).
public final class ItemMarks {
    static final String RESTRICTIONS = "restrictions";
    static final String ERASURES = "erasures";

    private ItemMarks() {}

    /// Makes sure that items may be used.
    ///
    /// @throws Refusal with RESTRICTED or ERASED
    public static void requireUsable(Transaction transaction, Collection<UUID> items) {
        requireUnrestricted(transaction, items);
        if (!marked(transaction, ERASURES, items).isEmpty()) {
            throw erased();
        }
    }

    /// Makes sure that the use of items is not restricted.
    ///
    /// @throws Refusal with RESTRICTED
    public static void requireUnrestricted(Transaction transaction, Collection<UUID> items) {
        if (!marked(transaction, RESTRICTIONS, items).isEmpty()) {
            throw new Refusal(
                    Reason.REASON_RESTRICTED,
                    "its use is restricted at the person's request (expected: the data protection"
                            + " officer lifts the restriction)");
        }
    }

    /// What to answer to who would use what was erased.
    public static Refusal erased() {
        return new Refusal(
                Reason.REASON_ERASED, "its personal data was erased (expected: a new item)");
    }

    static void restrict(Transaction transaction, Collection<UUID> items, String request) {
        mark(
                transaction,
                "INSERT INTO restrictions (item, since, request) "
                        + "SELECT unnest(:items), :now, :request ON CONFLICT DO NOTHING",
                items,
                request);
    }

    static void lift(Transaction transaction, Collection<UUID> items) {
        transaction
                .handle()
                .createUpdate("DELETE FROM restrictions WHERE item = ANY(:items)")
                .bindArray("items", UUID.class, List.copyOf(items))
                .execute();
    }

    static void erase(Transaction transaction, Collection<UUID> items, String request) {
        mark(
                transaction,
                "INSERT INTO erasures (item, erased_at, request) "
                        + "SELECT unnest(:items), :now, :request ON CONFLICT DO NOTHING",
                items,
                request);
    }

    /// Notes that an item is rectified on a request.
    ///
    /// @return whether this is the first time
    static boolean rectify(Transaction transaction, UUID item, String request) {
        return transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO rectifications (item, request, rectified_at)
                                VALUES (:item, :request, :now) ON CONFLICT DO NOTHING
                                """)
                        .bind("item", item)
                        .bind("request", request)
                        .bind("now", Transaction.at(transaction.now()))
                        .execute()
                > 0;
    }

    /// Those of the items that are marked so.
    static Set<UUID> marked(Transaction transaction, String table, Collection<UUID> items) {
        return transaction
                .handle()
                .createQuery("SELECT item FROM " + table + " WHERE item = ANY(:items)")
                .bindArray("items", UUID.class, List.copyOf(items))
                .mapTo(UUID.class)
                .collect(Collectors.toSet());
    }

    private static void mark(
            Transaction transaction, String sql, Collection<UUID> items, String request) {
        transaction
                .handle()
                .createUpdate(sql)
                .bindArray("items", UUID.class, List.copyOf(items))
                .bind("now", Transaction.at(transaction.now()))
                .bind("request", request)
                .execute();
    }
}
