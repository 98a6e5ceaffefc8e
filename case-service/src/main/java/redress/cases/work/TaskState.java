package redress.cases.work;

import redress.cases.states.Transition;
import redress.cases.v1.Task;

/// The state of a task. What may happen in a state is a method of its record, which gives the state
/// that follows; everything else is refused.
public sealed interface TaskState {
    /// To be done.
    record Open() implements TaskState {
        @Override
        public Done finish() {
            return new Done();
        }

        @Override
        public Cancelled cancel() {
            return new Cancelled();
        }
    }

    /// Done.
    record Done() implements TaskState {}

    /// Needed no more.
    record Cancelled() implements TaskState {}

    /// A task that begins.
    static Open begun() {
        return new Open();
    }

    /// The state that a task is in.
    static TaskState of(Task known) {
        return switch (known.getState()) {
            case TASK_STATE_OPEN -> new Open();
            case TASK_STATE_DONE -> new Done();
            case TASK_STATE_CANCELLED -> new Cancelled();
            case TASK_STATE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException(
                            "state of a task: %s (expected: one of the contract)"
                                    .formatted(known.getState()));
        };
    }

    /// A task in this state.
    default Task.Builder applyTo(Task before) {
        return before.toBuilder().setState(inContract());
    }

    private redress.cases.v1.TaskState inContract() {
        return switch (this) {
            case Open _ -> redress.cases.v1.TaskState.TASK_STATE_OPEN;
            case Done _ -> redress.cases.v1.TaskState.TASK_STATE_DONE;
            case Cancelled _ -> redress.cases.v1.TaskState.TASK_STATE_CANCELLED;
        };
    }

    /// Somebody has done it.
    default TaskState finish() {
        throw Transition.refused(this, "finish");
    }

    /// It is needed no more.
    default TaskState cancel() {
        throw Transition.refused(this, "cancel");
    }
}
