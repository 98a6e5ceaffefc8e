package redress.grievances.lifecycle;

import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_CLOSED;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_REJECTED;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_RESOLVED;
import static redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_WITHDRAWN;

import java.time.Instant;
import java.util.Set;
import redress.access.v1.Reason;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.Severity;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.store.Complaint;
import redress.mesh.store.Protection;
import redress.mesh.store.Timeline;

/// What holds for grievances besides their states and limits.
public final class GrievanceRules {
    private static final Set<redress.grievances.v1.GrievanceState> ENDED =
            Set.of(
                    GRIEVANCE_STATE_RESOLVED,
                    GRIEVANCE_STATE_CLOSED,
                    GRIEVANCE_STATE_REJECTED,
                    GRIEVANCE_STATE_WITHDRAWN);

    private GrievanceRules() {}

    /// Whether work on the grievance goes on.
    public static boolean isOpen(Grievance known) {
        return !ENDED.contains(known.getState());
    }

    /// Whether there may be appeals against the grievance: it has ended, now or before.
    public static boolean mayHaveAppeals(Grievance known) {
        return !isOpen(known) || known.getReopenings() > 0;
    }

    /// A grievance arrives.
    static Grievance receive(Grievance written, Instant now) {
        return new GrievanceState.Received()
                .write(written).toBuilder().setReceivedAt(Timeline.timestamp(now)).build();
    }

    /// What decides who sees a grievance.
    static Protection protection(Grievance known) {
        var details = known.getDetails();
        return Protection.of(
                details.getSensitivity(),
                details.getSubjectsOfComplaintList(),
                new Scope.Place(details.getProgrammeIdsList(), details.getAreaCode()));
    }

    /// Who gets a grievance.
    ///
    /// @throws Refusal with OUT_OF_SCOPE if it is a complaint about them
    static String officer(Grievance known, String officer) {
        new Complaint(known.getDetails().getSubjectsOfComplaintList())
                .requireNotAbout("assigned_to", officer);
        return officer;
    }

    /// A person judges severity and category; what is unspecified or empty stays as it is.
    public static Grievance reclassify(Grievance before, Severity severity, String category) {
        boolean judged = severity != Severity.SEVERITY_UNSPECIFIED;
        boolean moved = !category.isEmpty();
        if ((judged || moved) && !isOpen(before)) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "severity, category_code: the state of the grievance is %s (expected: an open one)"
                            .formatted(before.getState()));
        }
        var after = before.toBuilder();
        if (judged) {
            after.getDetailsBuilder().setSeverity(severity);
        }
        if (moved) {
            after.getDetailsBuilder().setCategoryCode(category);
        }
        return after.build();
    }
}
