package redress.grievances.receipts;

import static redress.grievances.v1.ActionVerb.ACTION_VERB_INFO_NOT_AVAILABLE;
import static redress.grievances.v1.ActionVerb.ACTION_VERB_INFO_PROVIDED;
import static redress.grievances.v1.ActionVerb.ACTION_VERB_RESOLUTION_ACCEPTED;
import static redress.grievances.v1.ActionVerb.ACTION_VERB_RESOLUTION_REJECTED;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import redress.access.v1.Reason;
import redress.grievances.lifecycle.ActionLog;
import redress.grievances.lifecycle.AppealGrievance;
import redress.grievances.lifecycle.ChangeGrievance;
import redress.grievances.lifecycle.ChangeGrievance.Change;
import redress.grievances.lifecycle.GrievanceState;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.lifecycle.Move;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.AnswerQuestionRequest;
import redress.grievances.v1.AppealDecisionRequest;
import redress.grievances.v1.ComplainantResponse;
import redress.grievances.v1.FollowedGrievance;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.RespondToDecisionRequest;
import redress.mesh.access.Refusal;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// What a complainant may do with a receipt, whoever they are: follow their grievance, answer,
/// respond, appeal. The service acts for them; what they see names nobody of the staff. Each call
/// tells which grievances it is about: its request does not.
@ApplicationScoped
public class ServeComplainant {
    private static final String SERVICE = "grievance-service";
    private static final Set<ActionVerb> RESPONSES =
            Set.of(ACTION_VERB_RESOLUTION_ACCEPTED, ACTION_VERB_RESOLUTION_REJECTED);

    private final Database database;
    private final Grievances grievances;
    private final ActionLog log;
    private final ChangeGrievance changes;
    private final AppealGrievance appeals;
    private final Receipts receipts;
    private final WrongCodes wrongCodes;

    ServeComplainant(
            Database database,
            Grievances grievances,
            ActionLog log,
            ChangeGrievance changes,
            AppealGrievance appeals,
            Receipts receipts,
            WrongCodes wrongCodes) {
        this.database = database;
        this.grievances = grievances;
        this.log = log;
        this.changes = changes;
        this.appeals = appeals;
        this.receipts = receipts;
        this.wrongCodes = wrongCodes;
    }

    /// The grievance of a code, and appeals after it.
    ///
    /// @param named is told what the call is about, also if it is refused then
    /// @throws Refusal with NOT_FOUND if the code opens nothing; with TOO_MANY_CALLS; with
    ///   RESTRICTED or ERASED
    public List<FollowedGrievance> follow(String code, Consumer<UUID> named) {
        return opened(
                code,
                named,
                (transaction, ids) ->
                        ids.stream()
                                .map(id -> grievances.find(transaction, id).orElseThrow())
                                .map(known -> shown(transaction, known))
                                .toList());
    }

    /// Answers what the complainant was asked.
    ///
    /// @throws Refusal as [#follow], and with ILLEGAL_TRANSITION if nothing is asked
    public FollowedGrievance answer(AnswerQuestionRequest request, Consumer<UUID> named) {
        boolean none = request.getNotAvailable();
        return step(
                request.getCode(),
                named,
                request,
                none ? "grievance.information_not_available" : "grievance.information_provided",
                (_, before) ->
                        new Move(
                                GrievanceState.of(before).provideInformation(),
                                none ? ACTION_VERB_INFO_NOT_AVAILABLE : ACTION_VERB_INFO_PROVIDED,
                                request.getInformation()));
    }

    /// Says what the complainant thinks of the decision, once. What staff wrote down for them does
    /// not keep them from saying it themselves; the log keeps both.
    ///
    /// @throws Refusal as [#follow], and with ILLEGAL_TRANSITION if it was not communicated, or if
    ///   they said it before
    public FollowedGrievance respond(RespondToDecisionRequest request, Consumer<UUID> named) {
        var response = request.getComplainantResponse();
        boolean accepted = response == ComplainantResponse.COMPLAINANT_RESPONSE_ACCEPTED;
        return step(
                request.getCode(),
                named,
                request,
                "grievance.response_recorded",
                (transaction, before) ->
                        new Move(
                                GrievanceState.of(unlessTheirOwn(transaction, before))
                                        .recordResponse(
                                                response,
                                                request.getRating(),
                                                request.getComment()),
                                accepted
                                        ? ACTION_VERB_RESOLUTION_ACCEPTED
                                        : ACTION_VERB_RESOLUTION_REJECTED,
                                request.getComment()));
    }

    /// Appeals; the code opens the appeal too.
    ///
    /// @throws Refusal as [#follow], and as [AppealGrievance#appeal]
    public FollowedGrievance appeal(AppealDecisionRequest request, Consumer<UUID> named) {
        return opened(
                request.getCode(),
                named,
                (transaction, ids) -> {
                    var appeal = appeals.appeal(transaction, ids.getLast(), request.getReasons());
                    var id = UUID.fromString(appeal.getId());
                    named.accept(id);
                    receipts.put(transaction, id, hash(transaction, request.getCode()));
                    return shown(transaction, appeal);
                });
    }

    private FollowedGrievance step(
            String code,
            Consumer<UUID> named,
            Message request,
            String event,
            BiFunction<Transaction, Grievance, Move> rule) {
        return opened(
                code,
                named,
                (transaction, ids) -> {
                    UUID id = goingOn(transaction, ids, rule);
                    var known = grievances.lock(transaction, id).orElseThrow();
                    var change =
                            new Change(
                                    request,
                                    known.getId(),
                                    known.getEtag(),
                                    event,
                                    "by the complainant, with the receipt");
                    var after =
                            changes.changed(
                                    transaction,
                                    change,
                                    (_, before) ->
                                            changes.moved(
                                                    transaction,
                                                    before,
                                                    rule.apply(transaction, before)));
                    return shown(transaction, after);
                });
    }

    // The newest, or an older one that was reopened since: whichever is in a state for the step. If
    // none is, the newest says why.
    private UUID goingOn(
            Transaction transaction,
            List<UUID> ids,
            BiFunction<Transaction, Grievance, Move> rule) {
        var known = ids.stream().map(id -> grievances.find(transaction, id).orElseThrow()).toList();
        var newest = known.getLast();
        return known.reversed().stream()
                .filter(each -> each.equals(newest) || isReopenedSince(newest, each))
                .filter(each -> fits(transaction, each, rule))
                .findFirst()
                .map(each -> UUID.fromString(each.getId()))
                .orElseGet(ids::getLast);
    }

    private static boolean isReopenedSince(Grievance newer, Grievance older) {
        return Timeline.instant(older.getClockStartedAt())
                .isAfter(Timeline.instant(newer.getReceivedAt()));
    }

    private static boolean fits(
            Transaction transaction,
            Grievance known,
            BiFunction<Transaction, Grievance, Move> rule) {
        try {
            var _ = rule.apply(transaction, known);
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }

    private <T> T opened(
            String code, Consumer<UUID> named, BiFunction<Transaction, List<UUID>, T> work) {
        wrongCodes.requireFew();
        return database.asService(
                SERVICE,
                transaction -> {
                    var ids = receipts.of(transaction, hash(transaction, code));
                    if (ids.isEmpty()) {
                        throw wrong();
                    }
                    ids.forEach(named);
                    ItemMarks.requireUsable(transaction, ids);
                    return work.apply(transaction, ids);
                });
    }

    private ByteString hash(Transaction transaction, String typed) {
        return ReceiptCode.typed(typed)
                .map(code -> transaction.sealing().lookup().hash(code.bytes()))
                .orElseThrow(this::wrong);
    }

    private Refusal wrong() {
        wrongCodes.count();
        return new Refusal(Reason.REASON_NOT_FOUND, "no grievance with this code");
    }

    // The decision without a response that somebody of the staff recorded. Nobody acts for the
    // complainants themselves in the log.
    private Grievance unlessTheirOwn(Transaction transaction, Grievance before) {
        boolean theirs =
                log.all(transaction, UUID.fromString(before.getId())).stream()
                        .filter(each -> RESPONSES.contains(each.getVerb()))
                        .reduce((_, last) -> last)
                        .filter(last -> last.getActor().isEmpty())
                        .isPresent();
        if (theirs || !before.hasDecision()) {
            return before;
        }
        var open = before.toBuilder();
        open.getDecisionBuilder().clearComplainantResponse();
        return open.build();
    }

    private FollowedGrievance shown(Transaction transaction, Grievance known) {
        return FollowedView.of(known, log.all(transaction, UUID.fromString(known.getId())));
    }
}
