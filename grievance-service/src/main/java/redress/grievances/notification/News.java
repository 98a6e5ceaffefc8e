package redress.grievances.notification;

import java.util.Locale;
import java.util.Optional;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceState;

/// What a complainant is told: the kind of event, and nothing of the grievance but its number.
public enum News {
    /// It arrived.
    RECEIVED,
    /// Something is asked.
    INFORMATION_NEEDED,
    /// The decision was communicated and can be had.
    DECIDED,
    /// It ended after its decision.
    CLOSED,
    /// Another grievance about the same matter goes on.
    CLOSED_AS_DUPLICATE,
    /// The complainant took it back.
    WITHDRAWN,
    /// It is not taken up.
    NOT_TAKEN_UP;

    /// The news in an event, if there is any for complainants.
    ///
    /// @param event for instance `grievance.resolved`
    /// @param after the grievance as it has become
    static Optional<News> of(String event, Grievance after) {
        return switch (event) {
            case "grievance.received" -> Optional.of(RECEIVED);
            case "grievance.information_requested" -> Optional.of(INFORMATION_NEEDED);
            case "grievance.decision_communicated" -> Optional.of(DECIDED);
            case "grievance.closed" ->
                    Optional.of(after.getDuplicateOf().isEmpty() ? CLOSED : CLOSED_AS_DUPLICATE);
            case "grievance.withdrawn" -> Optional.of(WITHDRAWN);
            case "grievance.rejected" -> Optional.of(NOT_TAKEN_UP);
            // An event's name is text: those that are not named here are for staff.
            default -> Optional.empty();
        };
    }

    /// Whether it is still so.
    boolean holds(Grievance now) {
        var state = now.getState();
        return switch (this) {
            case RECEIVED ->
                    state != GrievanceState.GRIEVANCE_STATE_WITHDRAWN
                            && state != GrievanceState.GRIEVANCE_STATE_REJECTED;
            case INFORMATION_NEEDED -> state == GrievanceState.GRIEVANCE_STATE_ON_HOLD;
            case DECIDED ->
                    now.getDecision().hasCommunicatedAt()
                            && (state == GrievanceState.GRIEVANCE_STATE_RESOLVED
                                    || state == GrievanceState.GRIEVANCE_STATE_CLOSED);
            case CLOSED, CLOSED_AS_DUPLICATE -> state == GrievanceState.GRIEVANCE_STATE_CLOSED;
            case WITHDRAWN -> state == GrievanceState.GRIEVANCE_STATE_WITHDRAWN;
            case NOT_TAKEN_UP -> state == GrievanceState.GRIEVANCE_STATE_REJECTED;
        };
    }

    /// In words for staff.
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// Its key in a file of words.
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
