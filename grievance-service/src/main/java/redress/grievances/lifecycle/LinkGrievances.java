package redress.grievances.lifecycle;

import static redress.grievances.v1.ActionVerb.ACTION_VERB_CLOSED;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.stream.Stream;
import redress.access.v1.Reason;
import redress.grievances.lifecycle.ChangeGrievance.Change;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceLink;
import redress.grievances.v1.LinkGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.Database;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Transaction;

/// Links two grievances that the same people see. Nothing of either is lost: a duplicate keeps its
/// reporter and its log, and the grievance that goes on remembers it.
@ApplicationScoped
public class LinkGrievances {
    private final Database database;
    private final Grievances grievances;
    private final ChangeGrievance changes;
    private final ReopeningWindow window;

    LinkGrievances(
            Database database,
            Grievances grievances,
            ChangeGrievance changes,
            ReopeningWindow window) {
        this.database = database;
        this.grievances = grievances;
        this.changes = changes;
        this.window = window;
    }

    /// Links the grievances, once per request.
    ///
    /// @throws Refusal with ALREADY_EXISTS if they are linked so, or the other one is a duplicate
    ///   itself; with ILLEGAL_TRANSITION if a duplicate can't be closed in its state; with
    ///   OUT_OF_SCOPE if one is hidden from somebody who may see the other
    public Grievance link(Caller caller, LinkGrievanceRequest request) {
        if (request.getId().equals(request.getOtherId())) {
            throw Refusal.invalid("other_id", "the same grievance (expected: another one)");
        }
        return database.once(
                caller,
                RequestKey.of(request),
                Grievances.ANSWER,
                transaction -> linked(transaction, request));
    }

    // Both are locked in one order, whoever names which of them first.
    private Grievance linked(Transaction transaction, LinkGrievanceRequest request) {
        Stream.of(request.getId(), request.getOtherId())
                .map(id -> Database.id("id", id))
                .sorted()
                .forEach(id -> locked(transaction, id));
        var one = locked(transaction, Database.id("id", request.getId()));
        var other = locked(transaction, Database.id("other_id", request.getOtherId()));
        GrievanceRules.protection(one).requireSame("other_id", GrievanceRules.protection(other));
        boolean duplicate = request.getLink() == GrievanceLink.GRIEVANCE_LINK_DUPLICATE;
        Grievance after =
                duplicate
                        ? changes.changed(
                                transaction,
                                Change.of(
                                        request,
                                        "grievance.closed",
                                        "closed as a duplicate of " + other.getNumber()),
                                (_, before) -> duplicate(transaction, before, other))
                        : changes.changed(
                                transaction,
                                Change.of(
                                        request,
                                        "grievance.linked",
                                        "linked with " + other.getNumber()),
                                (_, before) -> related(before, other));
        remember(transaction, request, after, other);
        return after;
    }

    private void remember(
            Transaction transaction,
            LinkGrievanceRequest request,
            Grievance linked,
            Grievance other) {
        boolean duplicate = request.getLink() == GrievanceLink.GRIEVANCE_LINK_DUPLICATE;
        var change =
                new Change(
                        request,
                        other.getId(),
                        other.getEtag(),
                        duplicate ? "grievance.duplicate_added" : "grievance.linked",
                        (duplicate ? "duplicate: " : "linked with ") + linked.getNumber());
        var _ =
                changes.changed(
                        transaction,
                        change,
                        (_, before) ->
                                duplicate
                                        ? before.toBuilder().addDuplicateIds(linked.getId()).build()
                                        : related(before, linked));
    }

    private Grievance locked(Transaction transaction, UUID id) {
        var known =
                grievances
                        .lock(transaction, id)
                        .orElseThrow(() -> grievances.missing(transaction, id));
        if (known.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        return known;
    }

    private Grievance duplicate(Transaction transaction, Grievance before, Grievance other) {
        if (!other.getDuplicateOf().isEmpty()) {
            throw taken("a duplicate itself (expected: the grievance that goes on)");
        }
        var closed =
                Move.of(
                        GrievanceState.of(before).markDuplicate(window.from(transaction.now())),
                        ACTION_VERB_CLOSED);
        return changes.moved(transaction, before, closed).toBuilder()
                .setDuplicateOf(other.getId())
                .build();
    }

    private static Grievance related(Grievance before, Grievance other) {
        if (before.getRelatedIdsList().contains(other.getId())) {
            throw taken("linked already");
        }
        return before.toBuilder().addRelatedIds(other.getId()).build();
    }

    private static Refusal taken(String what) {
        return new Refusal(Reason.REASON_ALREADY_EXISTS, "other_id: " + what);
    }
}
