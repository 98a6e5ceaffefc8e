package redress.grievances.postgres;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.beneficiaries.v1.Identifier;
import redress.decisions.v1.Objection;
import redress.grievances.lifecycle.ChangeGrievance;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.rights.ErasedGrievance;
import redress.grievances.rights.GivenGrievance;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.mesh.access.Refusal;
import redress.mesh.attachments.AttachmentRows;
import redress.mesh.rights.Contested;
import redress.mesh.rights.Corrections;
import redress.mesh.rights.Expiry;
import redress.mesh.rights.ItemMarks;
import redress.mesh.rights.ItemRows;
import redress.mesh.rights.PersonalData;
import redress.mesh.store.DestroyKeys;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.PersonalItem;

/// What grievance-service holds of persons: grievances and their history.
@ApplicationScoped
public class PostgresGrievancePersonalData implements PersonalData {
    private static final String SERVICE = "grievance-service";
    private static final SealedTable<Grievance> GRIEVANCES =
            new SealedTable<>("grievances", Grievance.parser());
    private final ItemRows<Grievance> rows = new ItemRows<>(GRIEVANCES);
    private final AttachmentRows files = new AttachmentRows();
    private final Grievances grievances;
    private final PostgresActionLog log;

    public PostgresGrievancePersonalData(Grievances grievances, PostgresActionLog log) {
        this.grievances = grievances;
        this.log = log;
    }

    @Override
    public List<PersonalItem> find(
            Transaction transaction, List<Identifier> identifiers, Set<UUID> items) {
        return rows.about(transaction, identifiers, items).stream()
                .filter(row -> !row.hasErasedAt())
                .map(PostgresGrievancePersonalData::item)
                .toList();
    }

    @Override
    public List<Message> export(Transaction transaction, UUID item) {
        var records = new ArrayList<Message>();
        grievances
                .find(transaction, item)
                .ifPresent(
                        known -> {
                            records.add(GivenGrievance.of(known));
                            log.all(transaction, item)
                                    .forEach(one -> records.add(GivenGrievance.of(known, one)));
                            if (GivenGrievance.isOwn(known)) {
                                records.addAll(files.given(transaction, item));
                            }
                            records.addAll(Timeline.all(transaction, item));
                        });
        return records;
    }

    @Override
    public void rectify(Transaction transaction, UUID item, List<Correction> corrections) {
        var before =
                grievances
                        .lock(transaction, item)
                        .orElseThrow(
                                () -> new Refusal(Reason.REASON_NOT_FOUND, "no such grievance"));
        if (before.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        var details = Corrections.applied(before.getDetails(), corrections);
        var after = before.toBuilder().setDetails(details).build();
        var entries = log.all(transaction, item);
        grievances.replace(transaction, ChangeGrievance.next(transaction, after));
        log.sealAgain(transaction, after, entries);
    }

    @Override
    public Set<UUID> restrict(Transaction transaction, Set<UUID> items, boolean restricted) {
        var now = Timeline.timestamp(transaction.now());
        var done = new HashSet<UUID>();
        for (UUID item : items) {
            grievances
                    .lock(transaction, item)
                    .filter(known -> !known.hasErasedAt())
                    .ifPresent(
                            known -> {
                                var after = known.toBuilder().clearRestrictedAt();
                                if (restricted) {
                                    after.setRestrictedAt(now);
                                }
                                grievances.replace(
                                        transaction,
                                        ChangeGrievance.next(transaction, after.build()));
                                done.add(item);
                            });
        }
        return done;
    }

    @Override
    public Set<UUID> contest(Transaction transaction, Set<UUID> items, Objection objection) {
        var done = new HashSet<UUID>();
        for (UUID item : items) {
            grievances
                    .lock(transaction, item)
                    .filter(known -> !known.hasErasedAt())
                    .filter(known -> Contested.concerns(known.getRecommendation(), objection))
                    .ifPresent(
                            known -> {
                                var contested = Contested.by(known.getRecommendation(), objection);
                                var after = known.toBuilder().setRecommendation(contested).build();
                                grievances.replace(
                                        transaction, ChangeGrievance.next(transaction, after));
                                done.add(item);
                            });
        }
        return done;
    }

    @Override
    public Set<UUID> lockChanged(Transaction transaction, Set<UUID> items, Instant unchangedSince) {
        return rows.lockChanged(transaction, items, unchangedSince);
    }

    // Others may share the key of an item's person, or of somebody whom it named before. They are
    // sealed anew with another one.
    @Override
    public Set<UUID> erase(Transaction transaction, Set<UUID> items) {
        var _ = lockSharers(transaction, items, keys(transaction, items));
        var keys = keys(transaction, items);
        DestroyKeys.lock(transaction, keys);
        var rowsOfKeys = lockSharers(transaction, items, keys);
        var logs = new HashMap<String, List<GrievanceAction>>();
        for (Grievance row : rowsOfKeys) {
            logs.put(row.getId(), log.all(transaction, UUID.fromString(row.getId())));
        }
        DestroyKeys.destroy(transaction, keys);
        var done = new HashSet<UUID>();
        for (Grievance row : rowsOfKeys) {
            UUID id = UUID.fromString(row.getId());
            if (items.contains(id)) {
                erase(transaction, row);
                done.add(id);
            } else {
                grievances.replace(transaction, row);
                log.sealAgain(transaction, row, logs.getOrDefault(row.getId(), List.of()));
            }
        }
        files.erase(transaction, done);
        return done;
    }

    private Set<UUID> keys(Transaction transaction, Set<UUID> items) {
        var keys = new HashSet<>(rows.keysOfItems(transaction, items));
        keys.addAll(log.keys(transaction, items));
        return keys;
    }

    private List<Grievance> lockSharers(Transaction transaction, Set<UUID> items, Set<UUID> keys) {
        var all = new HashSet<>(items);
        all.addAll(log.sealedWith(transaction, keys));
        return rows.lock(transaction, all, keys);
    }

    // Work on an open one ends, and the log says so.
    private void erase(Transaction transaction, Grievance row) {
        var erased = ErasedGrievance.of(row, Timeline.timestamp(transaction.now()));
        grievances.replace(transaction, ChangeGrievance.next(transaction, erased));
        if (row.getState() != erased.getState()) {
            log.add(transaction, erased, ErasedGrievance.ended(erased));
        }
    }

    @Override
    public List<PersonalItem> expired(Transaction transaction, Expiry expiry) {
        return rows.expired(transaction, expiry).stream()
                .map(PostgresGrievancePersonalData::item)
                .toList();
    }

    private static PersonalItem item(Grievance row) {
        var item =
                PersonalItem.newBuilder()
                        .setId(row.getId())
                        .setNumber(row.getNumber())
                        .setService(SERVICE)
                        .setState(row.getState().name());
        if (row.hasRestrictedAt()) {
            item.setRestrictedAt(row.getRestrictedAt());
        }
        return item.build();
    }
}
