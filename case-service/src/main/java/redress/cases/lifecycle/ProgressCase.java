package redress.cases.lifecycle;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import redress.cases.lifecycle.CaseState.Closure;
import redress.cases.lifecycle.ChangeCase.Change;
import redress.cases.v1.AssignCaseRequest;
import redress.cases.v1.Case;
import redress.cases.v1.ChangeStageRequest;
import redress.cases.v1.CloseCaseRequest;
import redress.cases.v1.CompleteCaseRequest;
import redress.cases.v1.RecordCaseReviewRequest;
import redress.cases.v1.ReopenCaseRequest;
import redress.cases.v1.ResumeCaseRequest;
import redress.cases.v1.StateChange;
import redress.cases.v1.SuspendCaseRequest;
import redress.cases.v1.TerminateCaseRequest;
import redress.mesh.access.Caller;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Carries a case forward: to a case worker, to another stage, to another state. What a state
/// allows says [CaseState].
@ApplicationScoped
public class ProgressCase {
    private final ChangeCase changes;

    ProgressCase(ChangeCase changes) {
        this.changes = changes;
    }

    /// Gives the case to a case worker at once; a transfer that waits for an answer is overtaken.
    public Case assign(Caller caller, AssignCaseRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.assigned",
                        "assigned to " + request.getCaseWorker());
        return changes.apply(
                caller,
                change,
                (transaction, before) ->
                        TransferRules.overtaken(
                                CaseRules.assign(before, request.getCaseWorker()),
                                Timeline.timestamp(transaction.now())));
    }

    /// Moves the case to another stage.
    public Case changeStage(Caller caller, ChangeStageRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.stage_changed",
                        "moved to " + request.getStage());
        return changes.apply(
                caller,
                change,
                before ->
                        CaseState.of(before)
                                .changeStage(request.getStage())
                                .applyTo(before)
                                .build());
    }

    /// Notes that the case was reviewed, and when the next review falls due.
    public Case review(Caller caller, RecordCaseReviewRequest request) {
        Day.require("next_review_date", request.getNextReviewDate());
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.reviewed",
                        "reviewed, next review: "
                                + (request.getNextReviewDate().isEmpty()
                                        ? "none planned"
                                        : request.getNextReviewDate()));
        return changes.apply(
                caller, change, before -> CaseRules.review(before, request.getNextReviewDate()));
    }

    /// Pauses the case.
    public Case suspend(Caller caller, SuspendCaseRequest request) {
        var step = new Step(request, request.getId(), request.getEtag(), request.getReason());
        return move(caller, step, "suspended", CaseState::suspend);
    }

    /// Takes up a suspended case where it was.
    public Case resume(Caller caller, ResumeCaseRequest request) {
        var step = new Step(request, request.getId(), request.getEtag(), request.getReason());
        return move(caller, step, "resumed", CaseState::resume);
    }

    /// Notes that the goals are reached.
    public Case complete(Caller caller, CompleteCaseRequest request) {
        var step = new Step(request, request.getId(), request.getEtag(), request.getReason());
        return move(caller, step, "completed", CaseState::complete);
    }

    /// Ends the work early.
    public Case terminate(Caller caller, TerminateCaseRequest request) {
        var step = new Step(request, request.getId(), request.getEtag(), request.getReason());
        return move(caller, step, "terminated", CaseState::terminate);
    }

    /// Opens the case again.
    public Case reopen(Caller caller, ReopenCaseRequest request) {
        var step = new Step(request, request.getId(), request.getEtag(), request.getReason());
        var change = step.change("case.reopened", "reopened");
        return move(
                caller,
                change,
                step.reason(),
                (transaction, before) -> {
                    CaseRules.requireNotMerged(before);
                    return CaseState.of(before).reopen();
                });
    }

    /// Closes the case with its outcome.
    public Case close(Caller caller, CloseCaseRequest request) {
        var step =
                new Step(request, request.getId(), request.getEtag(), request.getClosureReason());
        var change = step.change("case.closed", "closed with " + request.getClosureOutcome());
        return move(
                caller,
                change,
                step.reason(),
                (transaction, before) ->
                        CaseState.of(before)
                                .close(
                                        new Closure(
                                                request.getClosureOutcome(),
                                                request.getClosureReason(),
                                                LocalDate.ofInstant(
                                                        transaction.now(), ZoneOffset.UTC))));
    }

    /// What every request for another state says.
    private record Step(Message request, String id, String etag, String reason) {
        Change change(String event, String summary) {
            return new Change(request, id, etag, event, summary);
        }
    }

    private Case move(Caller caller, Step step, String done, UnaryOperator<CaseState> next) {
        var change = step.change("case." + done, done);
        return move(
                caller,
                change,
                step.reason(),
                (transaction, before) -> next.apply(CaseState.of(before)));
    }

    private Case move(
            Caller caller,
            Change change,
            String reason,
            BiFunction<Transaction, Case, CaseState> next) {
        return changes.apply(
                caller,
                change,
                (transaction, before) -> {
                    var after = next.apply(transaction, before).applyTo(before);
                    var now = Timeline.timestamp(transaction.now());
                    after.addStateChanges(
                            StateChange.newBuilder()
                                    .setFrom(before.getState())
                                    .setTo(after.getState())
                                    .setReason(reason)
                                    .setChangedBy(transaction.actor())
                                    .setChangedAt(now));
                    return TransferRules.overtaken(after.build(), now);
                });
    }
}
