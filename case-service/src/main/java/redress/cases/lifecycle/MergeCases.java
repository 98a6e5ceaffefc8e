package redress.cases.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.cases.lifecycle.CaseState.Active;
import redress.cases.lifecycle.CaseState.Closed;
import redress.cases.lifecycle.CaseState.Completed;
import redress.cases.lifecycle.CaseState.Suspended;
import redress.cases.lifecycle.CaseState.Terminated;
import redress.cases.lifecycle.ChangeCase.Change;
import redress.cases.v1.Case;
import redress.cases.v1.MergeCasesRequest;
import redress.cases.v1.StateChange;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Protection;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Merges a duplicate into a case. The duplicate ends, and each names the other; notes, records and
/// history stay where they were written, so nothing is lost and nobody sees more than before.
@ApplicationScoped
public class MergeCases {
    private final ChangeCase changes;
    private final Cases cases;

    MergeCases(ChangeCase changes, Cases cases) {
        this.changes = changes;
        this.cases = cases;
    }

    /// Merges the duplicate.
    ///
    /// @throws Refusal with NOT_FOUND if the caller does not see both; with ILLEGAL_TRANSITION if
    ///   the case that stays is not active, or the duplicate was merged before; with OUT_OF_SCOPE
    ///   if one is hidden from somebody who may see the other
    public Case merge(Caller caller, MergeCasesRequest request) {
        if (request.getId().equals(request.getDuplicateId())) {
            throw Refusal.invalid("duplicate_id", "the case itself (expected: another one)");
        }
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.merged",
                        "duplicate merged: " + request.getDuplicateId());
        return changes.apply(
                caller,
                change,
                List.of(Database.id("duplicate_id", request.getDuplicateId())),
                (transaction, before) -> merged(transaction, before, request));
    }

    private Case merged(Transaction transaction, Case before, MergeCasesRequest request) {
        CaseRules.requireActive(before, "take in a duplicate");
        UUID id = Database.id("duplicate_id", request.getDuplicateId());
        Case duplicate = lock(transaction, id, request.getDuplicateEtag());
        protection(before).requireSame("duplicate_id", protection(duplicate));
        var after =
                ended(transaction, duplicate, request.getReason()).setMergedInto(before.getId());
        cases.replace(transaction, ChangeCase.next(transaction, after.build()));
        transaction.record(new Event(id, "case.merged_into", "merged into " + before.getNumber()));
        return before.toBuilder().addMergedFrom(duplicate.getId()).build();
    }

    private static Protection protection(Case known) {
        var details = known.getDetails();
        return Protection.of(
                details.getSensitivity(),
                details.getSubjectsOfComplaintList(),
                new Scope.Place(details.getProgrammeIdsList(), details.getAreaCode()));
    }

    private Case lock(Transaction transaction, UUID id, String etag) {
        Case known = cases.lock(transaction, id).orElseThrow(() -> cases.missing(transaction, id));
        if (known.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        if (!known.getEtag().equals(etag)) {
            throw new Refusal(
                    Reason.REASON_STALE_ETAG, "duplicate_etag: it has changed (read it again)");
        }
        CaseRules.requireNotMerged(known);
        return known;
    }

    private static Case.Builder ended(Transaction transaction, Case duplicate, String reason) {
        var state =
                switch (CaseState.of(duplicate)) {
                    case Active active -> active.terminate();
                    case Suspended suspended -> suspended.terminate();
                    case Completed completed -> completed;
                    case Terminated terminated -> terminated;
                    case Closed closed -> closed;
                };
        var now = Timeline.timestamp(transaction.now());
        var after = TransferRules.overtaken(duplicate, now);
        return state.applyTo(after)
                .addStateChanges(
                        StateChange.newBuilder()
                                .setFrom(duplicate.getState())
                                .setTo(state.applyTo(after).getState())
                                .setReason(reason)
                                .setChangedBy(transaction.actor())
                                .setChangedAt(now));
    }
}
