package redress.grievances.lifecycle;

import static redress.grievances.v1.ActionVerb.ACTION_VERB_CLOSED;
import static redress.grievances.v1.ActionVerb.ACTION_VERB_OPEN;

import jakarta.enterprise.context.ApplicationScoped;
import redress.grievances.lifecycle.ChangeGrievance.Change;
import redress.grievances.v1.CloseGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.RejectGrievanceRequest;
import redress.grievances.v1.ReopenGrievanceRequest;
import redress.grievances.v1.WithdrawGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;

/// Ends a grievance in one of its ways, or takes an ended one up again.
@ApplicationScoped
public class EndGrievance {
    private final ChangeGrievance changes;
    private final ReopeningWindow window;

    EndGrievance(ChangeGrievance changes, ReopeningWindow window) {
        this.changes = changes;
        this.window = window;
    }

    /// Closes a resolved grievance.
    public Grievance close(Caller caller, CloseGrievanceRequest request) {
        var change = Change.of(request, "grievance.closed", "closed");
        return changes.move(
                caller,
                change,
                (transaction, before) ->
                        Move.of(
                                GrievanceState.of(before).close(window.from(transaction.now())),
                                ACTION_VERB_CLOSED));
    }

    /// Records that the complainant takes it back.
    public Grievance withdraw(Caller caller, WithdrawGrievanceRequest request) {
        var change = Change.of(request, "grievance.withdrawn", "withdrawn");
        return changes.move(
                caller,
                change,
                (transaction, before) ->
                        new Move(
                                GrievanceState.of(before).withdraw(window.from(transaction.now())),
                                ACTION_VERB_CLOSED,
                                request.getReason()));
    }

    /// Does not take it up.
    public Grievance reject(Caller caller, RejectGrievanceRequest request) {
        var change = Change.of(request, "grievance.rejected", "not taken up");
        return changes.move(
                caller,
                change,
                (transaction, before) ->
                        new Move(
                                GrievanceState.of(before).reject(window.from(transaction.now())),
                                ACTION_VERB_CLOSED,
                                request.getReasons()));
    }

    /// Takes it up again.
    ///
    /// @throws Refusal with ILLEGAL_TRANSITION if the time for it has passed
    public Grievance reopen(Caller caller, ReopenGrievanceRequest request) {
        var change = Change.of(request, "grievance.reopened", "reopened");
        return changes.move(
                caller,
                change,
                (transaction, before) ->
                        new Move(
                                GrievanceState.of(before).reopen(transaction.now()),
                                ACTION_VERB_OPEN,
                                request.getReason()));
    }
}
