package redress.mesh.rights;

import com.google.protobuf.Message;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import redress.beneficiaries.v1.BeneficiaryReference;
import redress.beneficiaries.v1.Identifier;
import redress.mesh.privacy.Subject;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// The rows of items that name a beneficiary: columns `beneficiary_hashes`, `data_key` and `state`.
///
/// @param table the items
public record ItemRows<M extends Message>(SealedTable<M> table) {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /// Items that carry one of the identifiers or have one of the ids, oldest first.
    public List<M> about(
            Transaction transaction, List<Identifier> identifiers, Collection<UUID> items) {
        var beneficiary = BeneficiaryReference.newBuilder().addAllIdentifier(identifiers).build();
        var hashes = transaction.sealing().lookup().hashes(beneficiary);
        return table.rows(
                transaction,
                transaction
                        .handle()
                        .createQuery(
                                table.select()
                                        + "WHERE beneficiary_hashes && CAST(:hashes AS text[]) OR id = ANY(:items)"
                                        + " ORDER BY id")
                        .bindArray("hashes", String.class, hashes)
                        .bindArray("items", UUID.class, List.copyOf(items)));
    }

    /// The items and all others that one of their data keys seals; nobody else changes them until
    /// the transaction ends.
    public List<M> lockWithSharers(Transaction transaction, Collection<UUID> items) {
        String rows =
                """
                WHERE id = ANY(:items)
                    OR data_key IN (SELECT data_key FROM %1$s AS its WHERE its.id = ANY(:items))
                ORDER BY id FOR UPDATE OF %1$s
                """
                        .formatted(table.name());
        return table.rows(
                transaction,
                transaction
                        .handle()
                        .createQuery(table.select() + rows)
                        .bindArray("items", UUID.class, List.copyOf(items)));
    }

    /// The items and all others that one of the data keys seals; nobody else changes them until the
    /// transaction ends.
    public List<M> lock(
            Transaction transaction, Collection<UUID> items, Collection<UUID> dataKeys) {
        String rows =
                "WHERE id = ANY(:items) OR data_key = ANY(:keys) ORDER BY id FOR UPDATE OF "
                        + table.name();
        return table.rows(
                transaction,
                transaction
                        .handle()
                        .createQuery(table.select() + rows)
                        .bindArray("items", UUID.class, List.copyOf(items))
                        .bindArray("keys", UUID.class, List.copyOf(dataKeys)));
    }

    /// Those of the items to which something has happened since an instant. Nobody changes any of
    /// the items until the transaction ends.
    public Set<UUID> lockChanged(
            Transaction transaction, Collection<UUID> items, Instant unchangedSince) {
        var _ = lock(transaction, items, Set.of());
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT DISTINCT subject FROM events
                        WHERE subject = ANY(:items) AND occurred_at >= :since
                        """)
                .bindArray("items", UUID.class, List.copyOf(items))
                .bind("since", Transaction.at(unchangedSince))
                .mapTo(UUID.class)
                .collect(Collectors.toSet());
    }

    /// The data keys that seal the items.
    private Set<UUID> keys(Transaction transaction, Collection<UUID> items) {
        return transaction
                .handle()
                .createQuery(
                        "SELECT DISTINCT data_key FROM %s WHERE id = ANY(:items) AND data_key IS NOT NULL"
                                .formatted(table.name()))
                .bindArray("items", UUID.class, List.copyOf(items))
                .mapTo(UUID.class)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// The data keys that seal the items and what belongs to them, which has the key of the item
    /// and not of its beneficiary.
    public Set<UUID> keysOfItems(Transaction transaction, Collection<UUID> items) {
        var subjects = items.stream().map(item -> Subject.item(item).text()).toList();
        var keys = keys(transaction, items);
        transaction
                .handle()
                .createQuery(
                        """
                        SELECT id FROM data_keys
                        WHERE subject = ANY(:subjects) AND destroyed_at IS NULL
                        """)
                .bindArray("subjects", String.class, subjects)
                .mapTo(UUID.class)
                .forEach(keys::add);
        return keys;
    }

    /// Items that were kept long enough, oldest first, neither erased nor restricted.
    public List<M> expired(Transaction transaction, Expiry expiry) {
        String rows =
                """
                WHERE state = ANY(:states)
                    AND id > :after
                    AND NOT EXISTS (SELECT FROM events
                        WHERE subject = %1$s.id AND occurred_at >= :since)
                    AND NOT EXISTS (SELECT FROM erasures WHERE item = %1$s.id)
                    AND NOT EXISTS (SELECT FROM restrictions WHERE item = %1$s.id)
                ORDER BY id LIMIT :limit
                """
                        .formatted(table.name());
        return table.rows(
                transaction,
                transaction
                        .handle()
                        .createQuery(table.select() + rows)
                        .bindArray("states", String.class, expiry.states())
                        .bind("since", Transaction.at(expiry.unchangedSince()))
                        .bind("after", expiry.after().orElse(BEFORE_ALL))
                        .bind("limit", expiry.limit()));
    }
}
