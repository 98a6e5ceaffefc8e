package redress.grievances.lifecycle;

import static redress.grievances.v1.ActionVerb.ACTION_VERB_INFO_NOT_AVAILABLE;
import static redress.grievances.v1.ActionVerb.ACTION_VERB_INFO_PROVIDED;
import static redress.grievances.v1.ActionVerb.ACTION_VERB_INFO_REQUESTED;
import static redress.grievances.v1.ActionVerb.ACTION_VERB_PROCESSING;

import jakarta.enterprise.context.ApplicationScoped;
import redress.grievances.lifecycle.ChangeGrievance.Change;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ProvideInformationRequest;
import redress.grievances.v1.RequestInformationRequest;
import redress.grievances.v1.StartGrievanceRequest;
import redress.mesh.access.Caller;

/// Carries a grievance forward: the complainant hears of it, an officer gets it and works on it,
/// and asks for what is missing.
@ApplicationScoped
public class ProgressGrievance {
    private final ChangeGrievance changes;

    ProgressGrievance(ChangeGrievance changes) {
        this.changes = changes;
    }

    /// Records that the complainant was told of the arrival.
    public Grievance acknowledge(Caller caller, AcknowledgeGrievanceRequest request) {
        var change = Change.of(request, "grievance.acknowledged", "acknowledged");
        return changes.move(
                caller,
                change,
                (_, before) ->
                        Move.of(GrievanceState.of(before).acknowledge(), ACTION_VERB_PROCESSING));
    }

    /// Gives the grievance to an officer at once, also if another one has it.
    public Grievance assign(Caller caller, AssignGrievanceRequest request) {
        String officer = request.getAssignedTo();
        var change = Change.of(request, "grievance.assigned", "assigned to " + officer);
        return changes.move(
                caller,
                change,
                (_, before) ->
                        Move.of(
                                GrievanceState.of(before)
                                        .assign(GrievanceRules.officer(before, officer)),
                                ACTION_VERB_PROCESSING));
    }

    /// Records that the work begins.
    public Grievance start(Caller caller, StartGrievanceRequest request) {
        var change = Change.of(request, "grievance.started", "work began");
        return changes.move(
                caller,
                change,
                (_, before) -> Move.of(GrievanceState.of(before).start(), ACTION_VERB_PROCESSING));
    }

    /// Asks the complainant; the grievance waits.
    public Grievance requestInformation(Caller caller, RequestInformationRequest request) {
        var change = Change.of(request, "grievance.information_requested", "information requested");
        return changes.move(
                caller,
                change,
                (_, before) ->
                        new Move(
                                GrievanceState.of(before).requestInformation(),
                                ACTION_VERB_INFO_REQUESTED,
                                request.getQuestion()));
    }

    /// Records what the complainant answered; the work goes on.
    public Grievance provideInformation(Caller caller, ProvideInformationRequest request) {
        boolean none = request.getNotAvailable();
        var change =
                Change.of(
                        request,
                        none
                                ? "grievance.information_not_available"
                                : "grievance.information_provided",
                        none ? "information not available" : "information provided");
        return changes.move(
                caller,
                change,
                (_, before) ->
                        new Move(
                                GrievanceState.of(before).provideInformation(),
                                none ? ACTION_VERB_INFO_NOT_AVAILABLE : ACTION_VERB_INFO_PROVIDED,
                                request.getInformation()));
    }
}
