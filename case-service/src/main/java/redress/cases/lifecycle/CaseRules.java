package redress.cases.lifecycle;

import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.decisions.v1.PriorityBand;
import redress.mesh.access.Refusal;
import redress.mesh.store.Complaint;

/// What may happen to a case besides changes of its state ([CaseState]). Each method gives the case
/// as it becomes.
public final class CaseRules {
    private CaseRules() {}

    /// A person sets the priority.
    public static Case setPriority(Case before, PriorityBand priority) {
        requireActive(before, "get another priority");
        var after = before.toBuilder();
        after.getDetailsBuilder().setPriority(priority);
        return after.build();
    }

    /// A case is reviewed; the next review falls due on a day, or never if it is empty.
    static Case review(Case before, String nextReviewDate) {
        requireActive(before, "be reviewed");
        var after = before.toBuilder();
        after.getDetailsBuilder().setNextReviewDate(nextReviewDate);
        return after.build();
    }

    /// A case gets a case worker.
    static Case assign(Case before, String caseWorker) {
        requireActive(before, "be assigned");
        requireNotAbout(before, "case_worker", caseWorker);
        return before.toBuilder().setCaseWorker(caseWorker).build();
    }

    /// Nobody gets a case, or something to do in it, that is a complaint about them.
    ///
    /// @param field the field that names who gets it
    public static void requireNotAbout(Case known, String field, String userName) {
        new Complaint(known.getDetails().getSubjectsOfComplaintList())
                .requireNotAbout(field, userName);
    }

    /// What was merged goes on in the case that stayed.
    static void requireNotMerged(Case known) {
        if (!known.getMergedInto().isEmpty()) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "the case was merged (expected: case %s)".formatted(known.getMergedInto()));
        }
    }

    /// Only an active case can change.
    public static void requireActive(Case known, String what) {
        if (!(CaseState.of(known) instanceof CaseState.Active)) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "the case can't %s: its state is %s (expected: CASE_STATE_ACTIVE)"
                            .formatted(what, known.getState()));
        }
    }
}
