package redress.cases.postgres;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.lifecycle.Day;
import redress.cases.v1.Case;
import redress.cases.v1.CaseOrder;
import redress.cases.v1.CaseState;
import redress.cases.v1.TransferState;
import redress.mesh.store.Order;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// What the columns beside a case's document hold: everything that lists filter and sort by.
final class CaseColumns {
    private CaseColumns() {}

    static <S extends SqlStatement<S>> S bind(S statement, Case row) {
        var details = row.getDetails();
        return bindFiled(statement, row)
                .bind(
                        "externalId",
                        details.getExternalId().isEmpty() ? null : details.getExternalId())
                .bind("state", row.getState().name())
                .bind("stage", row.getStage().name())
                .bind("caseWorker", row.getCaseWorker())
                .bind("transferTo", transferTo(row))
                .bind("nextReviewDate", nextReview(row))
                .bind("sensitivity", sensitivity(row))
                .bind("urgency", urgency(row))
                .bind("awaitingModel", awaitsModel(row))
                .bind("closureOutcome", row.getClosureOutcome().name())
                .bind("merged", !row.getMergedInto().isEmpty())
                .bind("dueAt", dueAt(row))
                .bind("createdAt", Transaction.at(Timeline.instant(row.getCreatedAt())))
                .bind("updatedAt", Transaction.at(Timeline.instant(row.getUpdatedAt())));
    }

    private static <S extends SqlStatement<S>> S bindFiled(S statement, Case row) {
        var details = row.getDetails();
        return statement
                .bind("priority", details.getPriority().name())
                .bindArray("programmeIds", String.class, details.getProgrammeIdsList())
                .bind("areaCode", details.getAreaCode())
                .bind("caseType", details.getCaseType())
                .bind("clientType", details.getClientType().name())
                .bind("intakeSource", details.getIntakeSource().name())
                .bind("intensityLevel", details.getIntensityLevel())
                .bind("supervisor", details.getSupervisor())
                .bind("team", details.getTeam());
    }

    /// The rank of a case in an order.
    static double rank(Case row, CaseOrder order) {
        return switch (order) {
            case CASE_ORDER_URGENCY -> urgency(row);
            case CASE_ORDER_DUE -> Order.dueRank(dueAt(row));
            case CASE_ORDER_UNSPECIFIED, CASE_ORDER_NEWEST, CASE_ORDER_OLDEST, UNRECOGNIZED -> 0;
        };
    }

    /// By when an open case should be closed; never, if it is not open or has no such day.
    static OffsetDateTime dueAt(Case row) {
        boolean open =
                row.getState() == CaseState.CASE_STATE_ACTIVE
                        || row.getState() == CaseState.CASE_STATE_SUSPENDED;
        return Day.parse(row.getDetails().getTargetClosureDate())
                .filter(_ -> open)
                .map(day -> day.atStartOfDay().atOffset(ZoneOffset.UTC))
                .orElse(Order.NEVER);
    }

    private static int sensitivity(Case row) {
        return Math.max(
                row.getDetails().getSensitivityValue(), Sensitivity.SENSITIVITY_STANDARD_VALUE);
    }

    private static String transferTo(Case row) {
        var transfer = row.getTransfer();
        return transfer.getState() == TransferState.TRANSFER_STATE_REQUESTED
                ? transfer.getCaseWorker()
                : "";
    }

    private static @Nullable LocalDate nextReview(Case row) {
        return Day.parse(row.getDetails().getNextReviewDate()).orElse(null);
    }

    private static double urgency(Case row) {
        return row.getRecommendation().getScore();
    }

    private static boolean awaitsModel(Case row) {
        return row.getState() == CaseState.CASE_STATE_ACTIVE
                && !row.getRecommendation().hasModel()
                && !row.getRecommendation().hasReview()
                && !row.getRecommendation().hasObjection()
                && !row.hasRestrictedAt();
    }
}
