package redress.grievances.lifecycle;

import static redress.grievances.v1.ActionVerb.ACTION_VERB_PROCESSING;
import static redress.grievances.v1.ActionVerb.ACTION_VERB_RESOLUTION_ACCEPTED;
import static redress.grievances.v1.ActionVerb.ACTION_VERB_RESOLUTION_PROPOSED;
import static redress.grievances.v1.ActionVerb.ACTION_VERB_RESOLUTION_REJECTED;
import static redress.grievances.v1.ActionVerb.ACTION_VERB_RESOLVED;

import jakarta.enterprise.context.ApplicationScoped;
import redress.grievances.lifecycle.ChangeGrievance.Change;
import redress.grievances.v1.ApproveDecisionRequest;
import redress.grievances.v1.CommunicateDecisionRequest;
import redress.grievances.v1.ComplainantResponse;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDecision;
import redress.grievances.v1.ProposeDecisionRequest;
import redress.grievances.v1.RecordResponseRequest;
import redress.grievances.v1.ReturnDecisionRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// A person decides, another one approves, the complainant hears of it and answers.
@ApplicationScoped
public class DecideGrievance {
    private final ChangeGrievance changes;
    private final ReopeningWindow window;

    DecideGrievance(ChangeGrievance changes, ReopeningWindow window) {
        this.changes = changes;
        this.window = window;
    }

    /// Records what the caller decides.
    public Grievance propose(Caller caller, ProposeDecisionRequest request) {
        var change =
                Change.of(
                        request,
                        "grievance.decision_proposed",
                        "proposed " + request.getDecision());
        return changes.move(
                caller,
                change,
                (transaction, before) ->
                        Move.of(
                                GrievanceState.of(before)
                                        .proposeDecision(decision(transaction, request)),
                                ACTION_VERB_RESOLUTION_PROPOSED));
    }

    private static GrievanceDecision decision(
            Transaction transaction, ProposeDecisionRequest request) {
        return GrievanceDecision.newBuilder()
                .setDecision(request.getDecision())
                .setReasons(request.getReasons())
                .setResolutionSummary(request.getResolutionSummary())
                .setDecidedBy(transaction.actor())
                .setDecidedAt(Timeline.timestamp(transaction.now()))
                .build();
    }

    /// Approves the decision of another person.
    ///
    /// @throws Refusal with ROLE_MISSING if the caller decided
    public Grievance approve(Caller caller, ApproveDecisionRequest request) {
        var change = Change.of(request, "grievance.resolved", "decision approved");
        return changes.move(
                caller,
                change,
                (transaction, before) ->
                        Move.of(
                                GrievanceState.of(before)
                                        .approveDecision(
                                                transaction.actor(),
                                                transaction.now(),
                                                window.from(transaction.now())),
                                ACTION_VERB_RESOLVED));
    }

    /// Gives the decision back.
    public Grievance giveBack(Caller caller, ReturnDecisionRequest request) {
        var change = Change.of(request, "grievance.decision_returned", "decision returned");
        return changes.move(
                caller,
                change,
                (_, before) ->
                        new Move(
                                GrievanceState.of(before).returnDecision(),
                                ACTION_VERB_PROCESSING,
                                request.getReasons()));
    }

    /// Records that the complainant was told the decision.
    public Grievance communicate(Caller caller, CommunicateDecisionRequest request) {
        var via = request.getCommunicatedVia();
        var change =
                Change.of(request, "grievance.decision_communicated", "communicated by " + via);
        return changes.move(
                caller,
                change,
                (transaction, before) ->
                        Move.of(
                                GrievanceState.of(before)
                                        .communicateDecision(via, transaction.now()),
                                ACTION_VERB_RESOLVED));
    }

    /// Records what the complainant says to the decision.
    public Grievance respond(Caller caller, RecordResponseRequest request) {
        var response = request.getComplainantResponse();
        var change = Change.of(request, "grievance.response_recorded", "answered " + response);
        boolean accepted = response == ComplainantResponse.COMPLAINANT_RESPONSE_ACCEPTED;
        return changes.move(
                caller,
                change,
                (_, before) ->
                        new Move(
                                GrievanceState.of(before)
                                        .recordResponse(
                                                response,
                                                request.getRating(),
                                                request.getComment()),
                                accepted
                                        ? ACTION_VERB_RESOLUTION_ACCEPTED
                                        : ACTION_VERB_RESOLUTION_REJECTED,
                                request.getComment()));
    }
}
