package redress.cases.work;

import redress.cases.states.Transition;
import redress.cases.v1.Assessment;

/// The state of an assessment. What may happen in a state is a method of its record, which gives
/// the state that follows; everything else is refused.
public sealed interface AssessmentState {
    /// Being written.
    record Draft() implements AssessmentState {
        @Override
        public Completed complete() {
            return new Completed();
        }
    }

    /// Written; it does not change any more.
    record Completed() implements AssessmentState {
        @Override
        public Reviewed review() {
            return new Reviewed();
        }
    }

    /// Confirmed by somebody else.
    record Reviewed() implements AssessmentState {}

    /// An assessment that begins.
    static Draft begun() {
        return new Draft();
    }

    /// The state that an assessment is in.
    static AssessmentState of(Assessment known) {
        return switch (known.getState()) {
            case ASSESSMENT_STATE_DRAFT -> new Draft();
            case ASSESSMENT_STATE_COMPLETED -> new Completed();
            case ASSESSMENT_STATE_REVIEWED -> new Reviewed();
            case ASSESSMENT_STATE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException(
                            "state of an assessment: %s (expected: one of the contract)"
                                    .formatted(known.getState()));
        };
    }

    /// An assessment in this state.
    default Assessment.Builder applyTo(Assessment before) {
        return before.toBuilder().setState(inContract());
    }

    private redress.cases.v1.AssessmentState inContract() {
        return switch (this) {
            case Draft _ -> redress.cases.v1.AssessmentState.ASSESSMENT_STATE_DRAFT;
            case Completed _ -> redress.cases.v1.AssessmentState.ASSESSMENT_STATE_COMPLETED;
            case Reviewed _ -> redress.cases.v1.AssessmentState.ASSESSMENT_STATE_REVIEWED;
        };
    }

    /// Its writing ends.
    default AssessmentState complete() {
        throw Transition.refused(this, "complete");
    }

    /// Somebody else confirms it.
    default AssessmentState review() {
        throw Transition.refused(this, "review");
    }
}
