package redress.cases.lifecycle;

import java.time.LocalDate;
import redress.access.v1.Reason;
import redress.cases.states.Transition;
import redress.cases.v1.Case;
import redress.cases.v1.CaseStage;
import redress.cases.v1.ClosureOutcome;
import redress.mesh.access.Refusal;

/// The state of a case. What may happen in a state is a method of its record, which gives the state
/// that follows; everything else is refused, in words that say what is possible.
///
/// The words are those of CMMN 1.1, but a case may be closed from every other state, and a closed
/// one opened again.
public sealed interface CaseState {
    /// Being worked on.
    ///
    /// @param stage how far the work is
    record Active(CaseStage stage) implements CaseState {
        /// The next stage, or an earlier one: none is skipped.
        @Override
        public Active changeStage(CaseStage next) {
            int step = next.getNumber() - stage.getNumber();
            if (step == 0 || step > 1) {
                throw new Refusal(
                        Reason.REASON_ILLEGAL_TRANSITION,
                        "stage: %s (expected: the stage after %s, or an earlier one)"
                                .formatted(next, stage));
            }
            return new Active(next);
        }

        @Override
        public Suspended suspend() {
            return new Suspended(stage);
        }

        @Override
        public Completed complete() {
            return new Completed();
        }

        @Override
        public Terminated terminate() {
            return new Terminated();
        }

        @Override
        public Closed close(Closure closure) {
            return new Closed(closure);
        }
    }

    /// Paused.
    ///
    /// @param stage where the work goes on later
    record Suspended(CaseStage stage) implements CaseState {
        @Override
        public Active resume() {
            return new Active(stage);
        }

        @Override
        public Terminated terminate() {
            return new Terminated();
        }

        @Override
        public Closed close(Closure closure) {
            return new Closed(closure);
        }
    }

    /// The goals are reached.
    record Completed() implements CaseState {
        @Override
        public Closed close(Closure closure) {
            return new Closed(closure);
        }

        @Override
        public Active reopen() {
            return opened(CaseStage.CASE_STAGE_ASSESSMENT);
        }
    }

    /// Ended before the goals were reached.
    record Terminated() implements CaseState {
        @Override
        public Closed close(Closure closure) {
            return new Closed(closure);
        }

        @Override
        public Active reopen() {
            return opened(CaseStage.CASE_STAGE_ASSESSMENT);
        }
    }

    /// Ended with an outcome.
    ///
    /// @param closure how, why and when
    record Closed(Closure closure) implements CaseState {
        @Override
        public Active reopen() {
            return opened(CaseStage.CASE_STAGE_ASSESSMENT);
        }
    }

    /// How, why and when a case was closed.
    record Closure(ClosureOutcome outcome, String reason, String day) {
        Closure(ClosureOutcome outcome, String reason, LocalDate day) {
            this(outcome, reason, day.toString());
        }
    }

    /// A case that begins, or begins again.
    static Active opened(CaseStage stage) {
        return new Active(stage);
    }

    /// The state that a case is in.
    static CaseState of(Case known) {
        return switch (known.getState()) {
            case CASE_STATE_ACTIVE -> new Active(known.getStage());
            case CASE_STATE_SUSPENDED -> new Suspended(known.getStage());
            case CASE_STATE_COMPLETED -> new Completed();
            case CASE_STATE_TERMINATED -> new Terminated();
            case CASE_STATE_CLOSED ->
                    new Closed(
                            new Closure(
                                    known.getClosureOutcome(),
                                    known.getClosureReason(),
                                    known.getActualClosureDate()));
            case CASE_STATE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException(
                            "state of a case: %s (expected: one of the contract)"
                                    .formatted(known.getState()));
        };
    }

    /// A case in this state.
    default Case.Builder applyTo(Case before) {
        var after =
                before.toBuilder()
                        .clearClosureOutcome()
                        .clearClosureReason()
                        .clearActualClosureDate()
                        .setState(inContract());
        return switch (this) {
            case Active active -> after.setStage(active.stage());
            case Suspended suspended -> after.setStage(suspended.stage());
            case Completed _, Terminated _ -> after.setStage(CaseStage.CASE_STAGE_CLOSURE);
            case Closed(Closure closure) ->
                    after.setStage(CaseStage.CASE_STAGE_CLOSURE)
                            .setClosureOutcome(closure.outcome())
                            .setClosureReason(closure.reason())
                            .setActualClosureDate(closure.day());
        };
    }

    private redress.cases.v1.CaseState inContract() {
        return switch (this) {
            case Active _ -> redress.cases.v1.CaseState.CASE_STATE_ACTIVE;
            case Suspended _ -> redress.cases.v1.CaseState.CASE_STATE_SUSPENDED;
            case Completed _ -> redress.cases.v1.CaseState.CASE_STATE_COMPLETED;
            case Terminated _ -> redress.cases.v1.CaseState.CASE_STATE_TERMINATED;
            case Closed _ -> redress.cases.v1.CaseState.CASE_STATE_CLOSED;
        };
    }

    /// Moves the work to another stage.
    default CaseState changeStage(CaseStage next) {
        throw Transition.refused(this, "changeStage");
    }

    /// Pauses the work.
    default CaseState suspend() {
        throw Transition.refused(this, "suspend");
    }

    /// Takes the work up again where it was.
    default CaseState resume() {
        throw Transition.refused(this, "resume");
    }

    /// Notes that the goals are reached.
    default CaseState complete() {
        throw Transition.refused(this, "complete");
    }

    /// Ends the work early.
    default CaseState terminate() {
        throw Transition.refused(this, "terminate");
    }

    /// Closes the case with its outcome.
    default CaseState close(Closure closure) {
        throw Transition.refused(this, "close");
    }

    /// Begins again.
    default CaseState reopen() {
        throw Transition.refused(this, "reopen");
    }
}
