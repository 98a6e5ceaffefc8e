package redress.grievances.postgres;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.lifecycle.GrievanceRules;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceOrder;
import redress.mesh.store.Order;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// What the columns beside a grievance's document hold: everything that lists filter and sort by.
final class GrievanceColumns {
    private GrievanceColumns() {}

    static <S extends SqlStatement<S>> S bind(S statement, Grievance row) {
        return bindTold(statement, row)
                .bind("state", row.getState().name())
                .bind("slaStatus", row.getSlaStatus().name())
                .bind("assignedTo", row.getAssignedTo())
                .bind("sensitivity", sensitivity(row))
                .bind("urgency", urgency(row))
                .bind("awaitingModel", awaitsModel(row))
                .bind("decision", row.getDecision().getDecision().name())
                .bind("escalationLevel", row.getEscalationLevel())
                .bind("duplicate", !row.getDuplicateOf().isEmpty())
                .bind("handedOver", !row.getCaseId().isEmpty())
                .bind("dueAt", dueAt(row))
                .bind("receivedAt", Transaction.at(Timeline.instant(row.getReceivedAt())))
                .bind("updatedAt", Transaction.at(Timeline.instant(row.getUpdatedAt())));
    }

    private static <S extends SqlStatement<S>> S bindTold(S statement, Grievance row) {
        var details = row.getDetails();
        return statement
                .bind(
                        "externalId",
                        details.getExternalId().isEmpty() ? null : details.getExternalId())
                .bind("categoryCode", details.getCategoryCode())
                .bind("severity", details.getSeverity().name())
                .bindArray("programmeIds", String.class, details.getProgrammeIdsList())
                .bind("areaCode", details.getAreaCode())
                .bind("channel", details.getChannel().name())
                .bind("complainantType", details.getComplainantType().name())
                .bind("onBehalfOf", details.getOnBehalfOf().name())
                .bind("language", details.getLanguage())
                .bind("incident", incident(details.getDateOfIncident()))
                .bind("ongoingIssue", details.getOngoingIssue());
    }

    /// The rank of a grievance in an order.
    static double rank(Grievance row, GrievanceOrder order) {
        return switch (order) {
            case GRIEVANCE_ORDER_URGENCY -> urgency(row);
            case GRIEVANCE_ORDER_DUE -> Order.dueRank(dueAt(row));
            case GRIEVANCE_ORDER_UNSPECIFIED,
                    GRIEVANCE_ORDER_NEWEST,
                    GRIEVANCE_ORDER_OLDEST,
                    UNRECOGNIZED ->
                    0;
        };
    }

    /// By when an open grievance must be resolved; never, if it is not open.
    static OffsetDateTime dueAt(Grievance row) {
        return GrievanceRules.isOpen(row) && row.hasResolveBy()
                ? Transaction.at(Timeline.instant(row.getResolveBy()))
                : Order.NEVER;
    }

    // Complainants tell of days that no calendar has; nobody finds those by day.
    private static @Nullable LocalDate incident(String day) {
        try {
            return day.isEmpty() ? null : LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static int sensitivity(Grievance row) {
        return Math.max(
                row.getDetails().getSensitivityValue(), Sensitivity.SENSITIVITY_STANDARD_VALUE);
    }

    private static double urgency(Grievance row) {
        return row.getRecommendation().getScore();
    }

    private static boolean awaitsModel(Grievance row) {
        return GrievanceRules.isOpen(row)
                && !row.getRecommendation().hasModel()
                && !row.getRecommendation().hasReview()
                && !row.getRecommendation().hasObjection()
                && !row.hasRestrictedAt();
    }
}
