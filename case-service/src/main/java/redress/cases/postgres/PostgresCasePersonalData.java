package redress.cases.postgres;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.beneficiaries.v1.Identifier;
import redress.cases.lifecycle.Cases;
import redress.cases.lifecycle.ChangeCase;
import redress.cases.records.CaseRecords;
import redress.cases.records.RecordKind;
import redress.cases.referral.ReferralState;
import redress.cases.referral.Referrals;
import redress.cases.rights.ErasedCase;
import redress.cases.rights.GivenCase;
import redress.cases.v1.Case;
import redress.cases.v1.Note;
import redress.cases.v1.Referral;
import redress.cases.v1.Task;
import redress.cases.work.TaskState;
import redress.decisions.v1.Objection;
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

/// What case-service holds of persons: cases, what belongs to them, and their history.
@ApplicationScoped
public class PostgresCasePersonalData implements PersonalData {
    private static final String SERVICE = "case-service";
    private static final SealedTable<Case> CASES = new SealedTable<>("cases", Case.parser());
    private static final SealedTable<Note> NOTES = new SealedTable<>("notes", Note.parser());
    private final ItemRows<Case> rows = new ItemRows<>(CASES);
    private final AttachmentRows files = new AttachmentRows();
    private final Cases cases;
    private final CaseRecords belonging;
    private final Referrals referrals;

    public PostgresCasePersonalData(Cases cases, CaseRecords belonging, Referrals referrals) {
        this.cases = cases;
        this.belonging = belonging;
        this.referrals = referrals;
    }

    @Override
    public List<PersonalItem> find(
            Transaction transaction, List<Identifier> identifiers, Set<UUID> items) {
        return rows.about(transaction, identifiers, items).stream()
                .filter(row -> !row.hasErasedAt())
                .map(PostgresCasePersonalData::item)
                .toList();
    }

    @Override
    public List<Message> export(Transaction transaction, UUID item) {
        var records = new ArrayList<Message>();
        cases.find(transaction, item).map(GivenCase::of).ifPresent(records::add);
        if (!records.isEmpty()) {
            records.addAll(notes(transaction, item));
            RecordKind.ALL.forEach(kind -> records.addAll(belonging.of(transaction, kind, item)));
            records.addAll(referrals.lockOf(transaction, List.of(item)));
            records.addAll(files.given(transaction, item));
            records.addAll(Timeline.all(transaction, item));
        }
        return records;
    }

    @Override
    public void rectify(Transaction transaction, UUID item, List<Correction> corrections) {
        var before =
                cases.lock(transaction, item)
                        .orElseThrow(() -> new Refusal(Reason.REASON_NOT_FOUND, "no such case"));
        if (before.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        var details = Corrections.applied(before.getDetails(), corrections);
        var after = before.toBuilder().setDetails(details).build();
        cases.replace(transaction, ChangeCase.next(transaction, after));
    }

    @Override
    public Set<UUID> restrict(Transaction transaction, Set<UUID> items, boolean restricted) {
        var now = Timeline.timestamp(transaction.now());
        var done = new HashSet<UUID>();
        for (UUID item : items) {
            cases.lock(transaction, item)
                    .filter(known -> !known.hasErasedAt())
                    .ifPresent(
                            known -> {
                                var after = known.toBuilder().clearRestrictedAt();
                                if (restricted) {
                                    after.setRestrictedAt(now);
                                }
                                cases.replace(
                                        transaction, ChangeCase.next(transaction, after.build()));
                                done.add(item);
                            });
        }
        return done;
    }

    @Override
    public Set<UUID> contest(Transaction transaction, Set<UUID> items, Objection objection) {
        var done = new HashSet<UUID>();
        for (UUID item : items) {
            cases.lock(transaction, item)
                    .filter(known -> !known.hasErasedAt())
                    .filter(known -> Contested.concerns(known.getRecommendation(), objection))
                    .ifPresent(
                            known -> {
                                var contested = Contested.by(known.getRecommendation(), objection);
                                var after = known.toBuilder().setRecommendation(contested).build();
                                cases.replace(transaction, ChangeCase.next(transaction, after));
                                done.add(item);
                            });
        }
        return done;
    }

    @Override
    public Set<UUID> lockChanged(Transaction transaction, Set<UUID> items, Instant unchangedSince) {
        return rows.lockChanged(transaction, items, unchangedSince);
    }

    // Others may share the key of an item's person. They are sealed anew with another one.
    @Override
    public Set<UUID> erase(Transaction transaction, Set<UUID> items) {
        var _ = rows.lockWithSharers(transaction, items);
        var _ = referrals.lockOf(transaction, items);
        var keys = rows.keysOfItems(transaction, items);
        DestroyKeys.lock(transaction, keys);
        var rowsOfKeys = rows.lockWithSharers(transaction, items);
        DestroyKeys.destroy(transaction, keys);
        var done = new HashSet<UUID>();
        for (Case row : rowsOfKeys) {
            UUID id = UUID.fromString(row.getId());
            if (items.contains(id)) {
                var erased = ErasedCase.of(row, Timeline.timestamp(transaction.now()));
                cases.replace(transaction, ChangeCase.next(transaction, erased));
                done.add(id);
            } else {
                cases.replace(transaction, row);
            }
        }
        files.erase(transaction, done);
        revokeReferrals(transaction, done);
        cancelTasks(transaction, done);
        return done;
    }

    @Override
    public List<PersonalItem> expired(Transaction transaction, Expiry expiry) {
        return rows.expired(transaction, expiry).stream()
                .map(PostgresCasePersonalData::item)
                .toList();
    }

    // Nobody serves a person whose data is erased.
    private void revokeReferrals(Transaction transaction, Set<UUID> items) {
        for (Referral one : referrals.lockOf(transaction, items)) {
            var state = ReferralState.of(one, transaction.now());
            var after = state.isOpen() ? state.revoke().applyTo(one).build() : one;
            referrals.replace(transaction, after);
        }
    }

    // What nobody can read any more, nobody can do.
    private void cancelTasks(Transaction transaction, Set<UUID> items) {
        for (UUID item : items) {
            for (Task one : belonging.of(transaction, RecordKind.TASK, item)) {
                if (TaskState.of(one) instanceof TaskState.Open open) {
                    var after = open.cancel().applyTo(one).build();
                    belonging.replace(transaction, RecordKind.TASK, after);
                }
            }
        }
    }

    // Confidential ones are for their authors and supervisors, whoever reads the file.
    private static List<Note> notes(Transaction transaction, UUID item) {
        return NOTES.rows(
                transaction,
                transaction
                        .handle()
                        .createQuery(
                                NOTES.select()
                                        + "WHERE case_id = :item AND NOT confidential ORDER BY id")
                        .bind("item", item));
    }

    private static PersonalItem item(Case row) {
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
