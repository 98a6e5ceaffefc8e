package redress.grievances.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import redress.grievances.lifecycle.ChangeGrievance.Change;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDecision;
import redress.grievances.v1.ResolveGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Carries a grievance forward: the complainant hears of it, an officer gets it, it is decided.
@ApplicationScoped
public class ProgressGrievance {
    private final ChangeGrievance changes;

    ProgressGrievance(ChangeGrievance changes) {
        this.changes = changes;
    }

    /// Records that the complainant was told of the arrival.
    public Grievance acknowledge(Caller caller, AcknowledgeGrievanceRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "grievance.acknowledged",
                        "acknowledged");
        return changes.apply(caller, change, GrievanceRules::acknowledge);
    }

    /// Gives the grievance to an officer at once, also if another one has it.
    public Grievance assign(Caller caller, AssignGrievanceRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "grievance.assigned",
                        "assigned to " + request.getAssignedTo());
        return changes.apply(
                caller, change, before -> GrievanceRules.assign(before, request.getAssignedTo()));
    }

    /// Records the decision of the caller.
    public Grievance resolve(Caller caller, ResolveGrievanceRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "grievance.resolved",
                        "resolved with " + request.getDecision());
        return changes.apply(
                caller,
                change,
                (transaction, before) ->
                        GrievanceRules.resolve(before, decision(transaction, request)));
    }

    private static GrievanceDecision decision(
            Transaction transaction, ResolveGrievanceRequest request) {
        return GrievanceDecision.newBuilder()
                .setDecision(request.getDecision())
                .setReasons(request.getReasons())
                .setResolutionSummary(request.getResolutionSummary())
                .setDecidedBy(transaction.actor())
                .setDecidedAt(Timeline.timestamp(transaction.now()))
                .build();
    }
}
