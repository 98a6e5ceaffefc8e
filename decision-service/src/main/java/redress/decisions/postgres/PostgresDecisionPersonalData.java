package redress.decisions.postgres;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import redress.access.v1.Reason;
import redress.beneficiaries.v1.Identifier;
import redress.decisions.v1.Objection;
import redress.decisions.v1.Recommendation;
import redress.mesh.access.Refusal;
import redress.mesh.privacy.Subject;
import redress.mesh.rights.Expiry;
import redress.mesh.rights.PersonalData;
import redress.mesh.store.DestroyKeys;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.PersonalItem;

/// What decision-service holds of persons: recommendations about items of other services. It knows
/// no identifiers, and notes every item that it is told of: no later recommendation is made.
@ApplicationScoped
public class PostgresDecisionPersonalData implements PersonalData {
    private static final SealedTable<Recommendation> TABLE =
            new SealedTable<>("recommendations", Recommendation.parser());

    @Override
    public List<PersonalItem> find(
            Transaction transaction, List<Identifier> identifiers, Set<UUID> items) {
        return List.of();
    }

    @Override
    public List<Message> export(Transaction transaction, UUID item) {
        return List.copyOf(about(transaction, Set.of(item), ""));
    }

    // A recommendation tells what it was made from, then: it is noted that this was corrected
    // since.
    @Override
    public void rectify(Transaction transaction, UUID item, List<Correction> corrections) {
        if (about(transaction, Set.of(item), "").isEmpty()) {
            throw new Refusal(Reason.REASON_NOT_FOUND, "no recommendation");
        }
    }

    @Override
    public Set<UUID> restrict(Transaction transaction, Set<UUID> items, boolean restricted) {
        return items;
    }

    // Reviews and objections live with the item (0005).
    @Override
    public Set<UUID> contest(Transaction transaction, Set<UUID> items, Objection objection) {
        return Set.of();
    }

    // What happens to an item is known where the item is.
    @Override
    public Set<UUID> lockChanged(Transaction transaction, Set<UUID> items, Instant unchangedSince) {
        return Set.of();
    }

    @Override
    public Set<UUID> erase(Transaction transaction, Set<UUID> items) {
        var keys = keys(transaction, items);
        DestroyKeys.lock(transaction, keys);
        DestroyKeys.destroy(transaction, keys);
        for (Recommendation one : about(transaction, items, " FOR UPDATE OF recommendations")) {
            replace(transaction, one.toBuilder().clearInputDigest().build());
        }
        return items;
    }

    @Override
    public List<PersonalItem> expired(Transaction transaction, Expiry expiry) {
        return List.of();
    }

    // All of an item that were ever made, with the key of the item or one from before.
    private static Set<UUID> keys(Transaction transaction, Set<UUID> items) {
        var subjects = items.stream().map(Subject::item).map(Subject::text).toList();
        return new HashSet<>(
                transaction
                        .handle()
                        .createQuery(
                                """
                                SELECT id FROM data_keys
                                WHERE subject = ANY(:subjects) AND destroyed_at IS NULL
                                """)
                        .bindArray("subjects", String.class, subjects)
                        .mapTo(UUID.class)
                        .collect(Collectors.toSet()));
    }

    private static List<Recommendation> about(
            Transaction transaction, Set<UUID> items, String lock) {
        return TABLE.rows(
                transaction,
                transaction
                        .handle()
                        .createQuery(
                                TABLE.select()
                                        + "WHERE subject = ANY(:items) ORDER BY subject, id"
                                        + lock)
                        .bindArray("items", UUID.class, List.copyOf(items)));
    }

    private static void replace(Transaction transaction, Recommendation after) {
        var id = UUID.fromString(after.getId());
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE recommendations
                                SET document = :document, sealed = :sealed, data_key = :dataKey
                                WHERE id = :id
                                """)
                        .bind("id", id);
        var subject = Subject.item(UUID.fromString(after.getSubjectId()));
        TABLE.bind(update, transaction, id, subject, after).execute();
    }
}
