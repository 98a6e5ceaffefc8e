package redress.mesh.graphql;

import graphql.ExecutionResult;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.OperationDefinition.Operation;

/// Which operations are executed how: a subscription for a caller who listens, the others for one
/// who waits for an answer.
final class OperationKinds extends SimplePerformantInstrumentation {
    @Override
    public InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        var asked = parameters.getExecutionContext();
        boolean subscription =
                asked.getOperationDefinition().getOperation() == Operation.SUBSCRIPTION;
        boolean listens = asked.getGraphQLContext().hasKey(Listening.class);
        if (subscription && !listens) {
            throw new AbortExecutionException(
                    "query: a subscription (expected: one with Accept: text/event-stream)");
        }
        if (listens && !subscription) {
            throw new AbortExecutionException(
                    "query: no subscription (expected: without Accept: text/event-stream)");
        }
        return SimpleInstrumentationContext.noOp();
    }
}
