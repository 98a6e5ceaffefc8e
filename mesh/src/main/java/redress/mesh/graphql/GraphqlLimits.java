package redress.mesh.graphql;

import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.FieldFetchingInstrumentationContext;
import graphql.execution.instrumentation.Instrumentation;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationCreateStateParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldParameters;
import graphql.language.OperationDefinition.Operation;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.normalized.ExecutableNormalizedOperationFactory;
import graphql.normalized.ExecutableNormalizedOperationFactory.Options;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How much one request may ask for, and get.
///
/// Asked for is what a document says with its fragments written out at each place: their names
/// alone would make little look like much less. What it gets is counted while it is made, because
/// lists repeat what the document says once.
///
/// @param depth how deep fields may be nested
/// @param cost the most that the request may cost: each call of the contract, 50, each other field
///   1
/// @param characters the most characters that the answer may have, names included and 50 for each
///   value
/// @param introspection whether `__schema` and `__type` are answered
record GraphqlLimits(int depth, int cost, int characters, boolean introspection) {
    private static final int CALL = 50;

    // What a value takes beside its name and text, in memory and as JSON.
    private static final int VALUE = 50;

    GraphqlLimits {
        if (depth < 1 || cost < CALL || characters < 1) {
            throw new IllegalArgumentException(
                    "redress.graphql: max-depth %d, max-cost %d, max-characters %d (expected: at least 1, %d and 1)"
                            .formatted(depth, cost, characters, CALL));
        }
    }

    Instrumentation instrumentation() {
        return new Counting();
    }

    /// What is said to whose answer became too large.
    String tooLarge() {
        return "answer: over %d characters (expected: fewer fields or smaller pages; what was written before that stays)"
                .formatted(characters);
    }

    private void admit(ExecutionContext asked) {
        var operation = writtenOut(asked);
        if (operation.getOperationDepth() > depth) {
            throw new AbortExecutionException(
                    "query: depth %d (expected: at most %d)"
                            .formatted(operation.getOperationDepth(), depth));
        }
        if (operation.getOperation() == Operation.SUBSCRIPTION && !isOneStream(operation)) {
            throw new AbortExecutionException("query: not one stream (expected: one)");
        }
        long calls = operation.getTopLevelFields().stream().mapToLong(GraphqlLimits::calls).sum();
        long price = operation.getOperationFieldCount() + (CALL - 1) * calls;
        if (price > cost) {
            throw new AbortExecutionException(
                    "query: cost %d (expected: at most %d)".formatted(price, cost));
        }
    }

    private static boolean isOneStream(ExecutableNormalizedOperation operation) {
        var fields = operation.getTopLevelFields();
        return fields.size() == 1 && !fields.getFirst().getName().startsWith("__");
    }

    // Stops where it finds more fields than may be paid for.
    private ExecutableNormalizedOperation writtenOut(ExecutionContext asked) {
        return ExecutableNormalizedOperationFactory.createExecutableNormalizedOperation(
                asked.getGraphQLSchema(),
                asked.getOperationDefinition(),
                asked.getFragmentsByName(),
                asked.getCoercedVariables(),
                Options.defaultOptions().maxFieldsCount(cost).maxChildrenDepth(depth));
    }

    private static long calls(ExecutableNormalizedField field) {
        return field.getResolvedArguments().get("representations") instanceof List<?> many
                ? many.size()
                : 1;
    }

    /// The characters of an answer so far.
    private record Made(AtomicLong characters) implements InstrumentationState {}

    private final class Counting extends SimplePerformantInstrumentation {
        @Override
        public InstrumentationState createState(InstrumentationCreateStateParameters parameters) {
            return new Made(new AtomicLong());
        }

        @Override
        public @Nullable InstrumentationContext<graphql.ExecutionResult> beginExecuteOperation(
                InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
            admit(parameters.getExecutionContext());
            return SimpleInstrumentationContext.noOp();
        }

        // Each event of a subscription is an answer.
        @Override
        public InstrumentationContext<graphql.ExecutionResult> beginSubscribedFieldEvent(
                InstrumentationFieldParameters parameters, InstrumentationState state) {
            ((Made) state).characters().set(0);
            return SimpleInstrumentationContext.noOp();
        }

        @Override
        public FieldFetchingInstrumentationContext beginFieldFetching(
                InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
            var asked = parameters.getExecutionContext();
            int name = parameters.getExecutionStepInfo().getResultKey().length();
            return new FieldFetchingInstrumentationContext() {
                @Override
                public void onDispatched() {}

                @Override
                public void onCompleted(@Nullable Object value, @Nullable Throwable failure) {}

                @Override
                public void onFetchedValue(@Nullable Object value) {
                    int text = value instanceof String known ? known.length() : 0;
                    long made = ((Made) state).characters().addAndGet(VALUE + name + text);
                    if (made > characters) {
                        asked.getExecutionInput().cancel();
                    }
                }
            };
        }
    }
}
