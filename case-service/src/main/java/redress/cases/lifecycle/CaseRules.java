package redress.cases.lifecycle;

import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.CaseStage;
import redress.cases.v1.CaseState;
import redress.cases.v1.ClosureOutcome;
import redress.decisions.v1.PriorityBand;
import redress.mesh.access.Refusal;
import redress.mesh.store.Complaint;

/// What may happen to a case in which state. Each method gives the case as it becomes.
public final class CaseRules {
    private CaseRules() {}

    /// A case moves to the next stage, or back to an earlier one.
    static Case changeStage(Case before, CaseStage stage) {
        requireActive(before, "change its stage");
        int step = stage.getNumber() - before.getStage().getNumber();
        if (step == 0 || step > 1) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "stage: %s (expected: the stage after %s, or an earlier one)"
                            .formatted(stage, before.getStage()));
        }
        return before.toBuilder().setStage(stage).build();
    }

    /// A person sets the priority.
    public static Case setPriority(Case before, PriorityBand priority) {
        requireActive(before, "get another priority");
        var after = before.toBuilder();
        after.getDetailsBuilder().setPriority(priority);
        return after.build();
    }

    /// A case gets a case worker.
    static Case assign(Case before, String caseWorker) {
        requireActive(before, "be assigned");
        new Complaint(before.getDetails().getSubjectsOfComplaintList())
                .requireNotAbout("case_worker", caseWorker);
        return before.toBuilder().setCaseWorker(caseWorker).build();
    }

    /// A case ends with an outcome.
    static Case close(Case before, ClosureOutcome outcome, String reason, String day) {
        requireActive(before, "be closed");
        return before.toBuilder()
                .setState(CaseState.CASE_STATE_CLOSED)
                .setStage(CaseStage.CASE_STAGE_CLOSURE)
                .setClosureOutcome(outcome)
                .setClosureReason(reason)
                .setActualClosureDate(day)
                .build();
    }

    /// Only an active case can change.
    static void requireActive(Case known, String what) {
        if (known.getState() != CaseState.CASE_STATE_ACTIVE) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "the case can't %s: its state is %s (expected: CASE_STATE_ACTIVE)"
                            .formatted(what, known.getState()));
        }
    }
}
