package redress.grievances.lifecycle;

import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_ASSIGNED;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_CLOSED;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_FOR_APPROVAL;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_IN_PROGRESS;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_ON_HOLD;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_RECEIVED;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_REJECTED;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_REOPENED;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_RESOLVED;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_WITHDRAWN;

import redress.grievances.v1.Grievance;
import redress.mesh.store.Timeline;

/// The types of states and their names in the contract.
final class StateNames {
    private StateNames() {}

    static GrievanceState read(Grievance known) {
        var reopenBy = Timeline.instant(known.getReopenBy());
        return switch (known.getState()) {
            case GRIEVANCE_STATE_RECEIVED -> new GrievanceState.Received();
            case GRIEVANCE_STATE_ACKNOWLEDGED -> new GrievanceState.Acknowledged();
            case GRIEVANCE_STATE_ASSIGNED -> new GrievanceState.Assigned(known.getAssignedTo());
            case GRIEVANCE_STATE_IN_PROGRESS -> new GrievanceState.InProgress();
            case GRIEVANCE_STATE_ON_HOLD -> new GrievanceState.OnHold();
            case GRIEVANCE_STATE_FOR_APPROVAL ->
                    new GrievanceState.ForApproval(known.getDecision());
            case GRIEVANCE_STATE_RESOLVED ->
                    new GrievanceState.Resolved(known.getDecision(), reopenBy);
            case GRIEVANCE_STATE_CLOSED -> new GrievanceState.Closed(known.getDecision(), reopenBy);
            case GRIEVANCE_STATE_REJECTED -> new GrievanceState.Rejected(reopenBy);
            case GRIEVANCE_STATE_WITHDRAWN -> new GrievanceState.Withdrawn(reopenBy);
            case GRIEVANCE_STATE_REOPENED -> new GrievanceState.Reopened();
            case GRIEVANCE_STATE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("state: none (expected: one of the contract)");
        };
    }

    static redress.grievances.v1.GrievanceState of(GrievanceState state) {
        return switch (state) {
            case GrievanceState.Received _ -> GRIEVANCE_STATE_RECEIVED;
            case GrievanceState.Acknowledged _ -> GRIEVANCE_STATE_ACKNOWLEDGED;
            case GrievanceState.Assigned _ -> GRIEVANCE_STATE_ASSIGNED;
            case GrievanceState.InProgress _ -> GRIEVANCE_STATE_IN_PROGRESS;
            case GrievanceState.OnHold _ -> GRIEVANCE_STATE_ON_HOLD;
            case GrievanceState.ForApproval _ -> GRIEVANCE_STATE_FOR_APPROVAL;
            case GrievanceState.Resolved _ -> GRIEVANCE_STATE_RESOLVED;
            case GrievanceState.Closed _ -> GRIEVANCE_STATE_CLOSED;
            case GrievanceState.Rejected _ -> GRIEVANCE_STATE_REJECTED;
            case GrievanceState.Withdrawn _ -> GRIEVANCE_STATE_WITHDRAWN;
            case GrievanceState.Reopened _ -> GRIEVANCE_STATE_REOPENED;
        };
    }
}
