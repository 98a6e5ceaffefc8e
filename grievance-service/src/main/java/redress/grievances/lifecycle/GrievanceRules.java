package redress.grievances.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import redress.access.v1.Reason;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDecision;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.Severity;
import redress.mesh.access.Refusal;
import redress.mesh.store.Complaint;
import redress.mesh.store.Timeline;

/// What may happen to a grievance in which state, and by when. Each method gives the grievance as
/// it becomes.
///
/// Working days are not known here: the limits run around the clock.
public final class GrievanceRules {
    private static final Duration ACKNOWLEDGE_WITHIN = Duration.ofHours(24);
    private static final Duration RESOLVE_WITHIN = Duration.ofDays(14);

    private static final Set<GrievanceState> ENDED =
            Set.of(
                    GrievanceState.GRIEVANCE_STATE_RESOLVED,
                    GrievanceState.GRIEVANCE_STATE_CLOSED,
                    GrievanceState.GRIEVANCE_STATE_REJECTED,
                    GrievanceState.GRIEVANCE_STATE_WITHDRAWN);

    private GrievanceRules() {}

    /// Whether work on the grievance goes on.
    public static boolean isOpen(Grievance known) {
        return !ENDED.contains(known.getState());
    }

    /// A grievance arrives, and its limits begin to run.
    static Grievance receive(Grievance written, Instant now) {
        return written.toBuilder()
                .setState(GrievanceState.GRIEVANCE_STATE_RECEIVED)
                .setReceivedAt(Timeline.timestamp(now))
                .setAcknowledgeBy(Timeline.timestamp(now.plus(ACKNOWLEDGE_WITHIN)))
                .setResolveBy(Timeline.timestamp(now.plus(RESOLVE_WITHIN)))
                .build();
    }

    /// The complainant has been told that the grievance arrived.
    static Grievance acknowledge(Grievance before) {
        require(before, "be acknowledged", GrievanceState.GRIEVANCE_STATE_RECEIVED);
        return before.toBuilder().setState(GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED).build();
    }

    /// A grievance gets an officer, or another one.
    static Grievance assign(Grievance before, String officer) {
        require(
                before,
                "be assigned",
                GrievanceState.GRIEVANCE_STATE_RECEIVED,
                GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED,
                GrievanceState.GRIEVANCE_STATE_ASSIGNED,
                GrievanceState.GRIEVANCE_STATE_IN_PROGRESS);
        new Complaint(before.getDetails().getSubjectsOfComplaintList())
                .requireNotAbout("assigned_to", officer);
        return before.toBuilder()
                .setState(GrievanceState.GRIEVANCE_STATE_ASSIGNED)
                .setAssignedTo(officer)
                .build();
    }

    /// A grievance is decided, once the complainant has heard from us or an officer has it.
    static Grievance resolve(Grievance before, GrievanceDecision decision) {
        require(
                before,
                "be resolved",
                GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED,
                GrievanceState.GRIEVANCE_STATE_ASSIGNED,
                GrievanceState.GRIEVANCE_STATE_IN_PROGRESS);
        return before.toBuilder()
                .setState(GrievanceState.GRIEVANCE_STATE_RESOLVED)
                .setDecision(decision)
                .build();
    }

    /// A person judges severity and category; what is unspecified or empty stays as it is.
    public static Grievance reclassify(Grievance before, Severity severity, String category) {
        boolean judged = severity != Severity.SEVERITY_UNSPECIFIED;
        boolean moved = !category.isEmpty();
        if ((judged || moved) && !isOpen(before)) {
            throw illegal(before, "get another severity or category", "an open state");
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

    private static void require(Grievance known, String what, GrievanceState... allowed) {
        var states = List.of(allowed);
        if (!states.contains(known.getState())) {
            throw illegal(
                    known, what, String.join(" or ", states.stream().map(Enum::name).toList()));
        }
    }

    private static Refusal illegal(Grievance known, String what, String expected) {
        return new Refusal(
                Reason.REASON_ILLEGAL_TRANSITION,
                "the grievance can't %s: its state is %s (expected: %s)"
                        .formatted(what, known.getState(), expected));
    }
}
