package redress.cases.work;

import redress.cases.states.Transition;
import redress.cases.v1.Plan;

/// The state of a version of a plan. What may happen in a state is a method of its record, which
/// gives the state that follows; everything else is refused.
public sealed interface PlanState {
    /// Being written.
    record Draft() implements PlanState {
        @Override
        public PendingApproval submit() {
            return new PendingApproval();
        }
    }

    /// Waits for somebody else's approval.
    record PendingApproval() implements PlanState {
        @Override
        public Approved approve() {
            return new Approved();
        }

        @Override
        public Draft sendBack() {
            return new Draft();
        }
    }

    /// Approved, not begun.
    record Approved() implements PlanState {
        @Override
        public Active activate() {
            return new Active();
        }
    }

    /// Being carried out: the current version.
    record Active() implements PlanState {
        @Override
        public Completed complete() {
            return new Completed();
        }

        @Override
        public Revised revise() {
            return new Revised();
        }
    }

    /// Carried out.
    record Completed() implements PlanState {}

    /// Replaced by a later version.
    record Revised() implements PlanState {}

    /// A version that begins.
    static Draft begun() {
        return new Draft();
    }

    /// The state that a plan is in.
    static PlanState of(Plan known) {
        return switch (known.getState()) {
            case PLAN_STATE_DRAFT -> new Draft();
            case PLAN_STATE_PENDING_APPROVAL -> new PendingApproval();
            case PLAN_STATE_APPROVED -> new Approved();
            case PLAN_STATE_ACTIVE -> new Active();
            case PLAN_STATE_COMPLETED -> new Completed();
            case PLAN_STATE_REVISED -> new Revised();
            case PLAN_STATE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException(
                            "state of a plan: %s (expected: one of the contract)"
                                    .formatted(known.getState()));
        };
    }

    /// A plan in this state.
    default Plan.Builder applyTo(Plan before) {
        return before.toBuilder().setState(inContract());
    }

    private redress.cases.v1.PlanState inContract() {
        return switch (this) {
            case Draft _ -> redress.cases.v1.PlanState.PLAN_STATE_DRAFT;
            case PendingApproval _ -> redress.cases.v1.PlanState.PLAN_STATE_PENDING_APPROVAL;
            case Approved _ -> redress.cases.v1.PlanState.PLAN_STATE_APPROVED;
            case Active _ -> redress.cases.v1.PlanState.PLAN_STATE_ACTIVE;
            case Completed _ -> redress.cases.v1.PlanState.PLAN_STATE_COMPLETED;
            case Revised _ -> redress.cases.v1.PlanState.PLAN_STATE_REVISED;
        };
    }

    /// Its authors ask for approval.
    default PlanState submit() {
        throw Transition.refused(this, "submit");
    }

    /// Somebody else approves it.
    default PlanState approve() {
        throw Transition.refused(this, "approve");
    }

    /// It goes back to its authors.
    default PlanState sendBack() {
        throw Transition.refused(this, "sendBack");
    }

    /// It is carried out from now on.
    default PlanState activate() {
        throw Transition.refused(this, "activate");
    }

    /// It is carried out.
    default PlanState complete() {
        throw Transition.refused(this, "complete");
    }

    /// A later version takes its place.
    default PlanState revise() {
        throw Transition.refused(this, "revise");
    }
}
