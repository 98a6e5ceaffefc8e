package redress.cases.rights;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.rights.v1.LegalHold;
import redress.rights.v1.ListHoldsRequest;
import redress.rights.v1.PlaceHoldRequest;
import redress.rights.v1.ReleaseHoldRequest;

/// Places legal holds and releases them.
@ApplicationScoped
public class KeepHolds {
    private static final String SERVICE = "case-service";
    private static final AnswerType<LegalHold> ANSWER =
            new AnswerType<>(LegalHold.parser(), answer -> UUID.fromString(answer.getId()));

    private final Database database;
    private final LegalHolds holds;
    private final DataSubjectRequests requests;

    public KeepHolds(Database database, LegalHolds holds, DataSubjectRequests requests) {
        this.database = database;
        this.holds = holds;
        this.requests = requests;
    }

    /// Places a hold. That the item exists is not checked: its service may be away.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if the item is being erased already
    public LegalHold place(Caller caller, PlaceHoldRequest request) {
        UUID item = Database.id("item_id", request.getItemId());
        return database.once(
                caller,
                RequestKey.of(request),
                ANSWER,
                transaction -> {
                    holds.settle(transaction);
                    if (requests.isBeingErased(transaction, item)) {
                        throw new Refusal(
                                Reason.REASON_ILLEGAL_TRANSITION,
                                "item_id: being erased already (expected: an item that no running"
                                        + " request erases)");
                    }
                    var placed = placed(transaction, request);
                    holds.add(transaction, placed);
                    transaction.record(new Event(item, "item.hold_placed", "legal hold placed"));
                    return placed;
                });
    }

    /// Releases a hold.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if it was released before
    public LegalHold release(Caller caller, ReleaseHoldRequest request) {
        return database.once(
                caller,
                RequestKey.of(request),
                ANSWER,
                transaction -> {
                    var before =
                            holds.lock(transaction, Database.id("id", request.getId()))
                                    .orElseThrow(KeepHolds::notFound);
                    var after = released(transaction, before, request.getReleaseReason());
                    holds.replace(transaction, after);
                    transaction.record(
                            new Event(
                                    UUID.fromString(after.getItemId()),
                                    "item.hold_released",
                                    "legal hold released"));
                    return after;
                });
    }

    /// A page of holds.
    public Page.Slice<LegalHold> list(Caller caller, ListHoldsRequest filters) {
        var page = Page.of(filters);
        return database.as(caller, transaction -> holds.list(transaction, filters, page));
    }

    /// Whether a hold is on an item now.
    public boolean isHeld(UUID item) {
        return database.asService(
                SERVICE, transaction -> !holds.inForce(transaction, Set.of(item)).isEmpty());
    }

    private static LegalHold placed(Transaction transaction, PlaceHoldRequest request) {
        var hold =
                LegalHold.newBuilder()
                        .setId(UuidCreator.getTimeOrderedEpoch().toString())
                        .setItemId(request.getItemId())
                        .setReason(request.getReason())
                        .setPlacedBy(transaction.actor())
                        .setPlacedAt(Timeline.timestamp(transaction.now()));
        if (request.hasUntil()) {
            hold.setUntil(request.getUntil());
        }
        return hold.build();
    }

    private static LegalHold released(Transaction transaction, LegalHold before, String reason) {
        if (before.hasReleasedAt()) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "the hold was released before (expected: one in force)");
        }
        return before.toBuilder()
                .setReleasedBy(transaction.actor())
                .setReleasedAt(Timeline.timestamp(transaction.now()))
                .setReleaseReason(reason)
                .build();
    }

    private static Refusal notFound() {
        return new Refusal(Reason.REASON_NOT_FOUND, "no such hold");
    }
}
