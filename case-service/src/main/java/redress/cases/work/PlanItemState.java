package redress.cases.work;

import redress.cases.states.Transition;
import redress.cases.v1.PlanItem;

/// The state of a step of a plan [CMMN 1.1, plan item]. What may happen in a state is a method of
/// its record, which gives the state that follows; everything else is refused.
public sealed interface PlanItemState {
    /// Waits for its time.
    record Available() implements PlanItemState {
        @Override
        public Enabled enable() {
            return new Enabled();
        }

        @Override
        public Active start() {
            return new Active();
        }

        @Override
        public Terminated terminate() {
            return new Terminated();
        }
    }

    /// May begin.
    record Enabled() implements PlanItemState {
        @Override
        public Active start() {
            return new Active();
        }

        @Override
        public Terminated terminate() {
            return new Terminated();
        }
    }

    /// Under way.
    record Active() implements PlanItemState {
        @Override
        public Completed complete() {
            return new Completed();
        }

        @Override
        public Failed fail() {
            return new Failed();
        }

        @Override
        public Suspended suspend() {
            return new Suspended();
        }

        @Override
        public Terminated terminate() {
            return new Terminated();
        }
    }

    /// Paused.
    record Suspended() implements PlanItemState {
        @Override
        public Active resume() {
            return new Active();
        }

        @Override
        public Terminated terminate() {
            return new Terminated();
        }
    }

    /// Did not work.
    record Failed() implements PlanItemState {
        @Override
        public Active resume() {
            return new Active();
        }

        @Override
        public Terminated terminate() {
            return new Terminated();
        }
    }

    /// Reached.
    record Completed() implements PlanItemState {}

    /// Ended early.
    record Terminated() implements PlanItemState {}

    /// A step that begins.
    static Available begun() {
        return new Available();
    }

    /// The state that a step of a plan is in.
    static PlanItemState of(PlanItem known) {
        return switch (known.getState()) {
            case PLAN_ITEM_STATE_AVAILABLE, PLAN_ITEM_STATE_UNSPECIFIED -> new Available();
            case PLAN_ITEM_STATE_ENABLED -> new Enabled();
            case PLAN_ITEM_STATE_ACTIVE -> new Active();
            case PLAN_ITEM_STATE_SUSPENDED -> new Suspended();
            case PLAN_ITEM_STATE_FAILED -> new Failed();
            case PLAN_ITEM_STATE_COMPLETED -> new Completed();
            case PLAN_ITEM_STATE_TERMINATED -> new Terminated();
            case UNRECOGNIZED ->
                    throw new IllegalStateException(
                            "state of a step of a plan: %s (expected: one of the contract)"
                                    .formatted(known.getState()));
        };
    }

    /// A step of a plan in this state.
    default PlanItem.Builder applyTo(PlanItem before) {
        return before.toBuilder().setState(inContract());
    }

    private redress.cases.v1.PlanItemState inContract() {
        return switch (this) {
            case Available _ -> redress.cases.v1.PlanItemState.PLAN_ITEM_STATE_AVAILABLE;
            case Enabled _ -> redress.cases.v1.PlanItemState.PLAN_ITEM_STATE_ENABLED;
            case Active _ -> redress.cases.v1.PlanItemState.PLAN_ITEM_STATE_ACTIVE;
            case Suspended _ -> redress.cases.v1.PlanItemState.PLAN_ITEM_STATE_SUSPENDED;
            case Failed _ -> redress.cases.v1.PlanItemState.PLAN_ITEM_STATE_FAILED;
            case Completed _ -> redress.cases.v1.PlanItemState.PLAN_ITEM_STATE_COMPLETED;
            case Terminated _ -> redress.cases.v1.PlanItemState.PLAN_ITEM_STATE_TERMINATED;
        };
    }

    /// Its time has come.
    default PlanItemState enable() {
        throw Transition.refused(this, "enable");
    }

    /// It begins.
    default PlanItemState start() {
        throw Transition.refused(this, "start");
    }

    /// It is reached.
    default PlanItemState complete() {
        throw Transition.refused(this, "complete");
    }

    /// It did not work.
    default PlanItemState fail() {
        throw Transition.refused(this, "fail");
    }

    /// It pauses.
    default PlanItemState suspend() {
        throw Transition.refused(this, "suspend");
    }

    /// It goes on.
    default PlanItemState resume() {
        throw Transition.refused(this, "resume");
    }

    /// It ends early.
    default PlanItemState terminate() {
        throw Transition.refused(this, "terminate");
    }
}
