package redress.mesh.graphql;

import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.execution.instrumentation.Instrumentation;
import java.util.List;

/// How much one request may ask for.
///
/// @param depth how deep fields may be nested
/// @param cost the most that the request may cost: each call of the contract, 50, each other field
///   1
/// @param introspection whether `__schema` and `__type` are answered
record GraphqlLimits(int depth, int cost, boolean introspection) {
    private static final int CALL = 50;

    GraphqlLimits {
        if (depth < 1 || cost < CALL) {
            throw new IllegalArgumentException(
                    "redress.graphql: max-depth %d, max-cost %d (expected: at least 1 and %d)"
                            .formatted(depth, cost, CALL));
        }
    }

    Instrumentation instrumentation() {
        return new ChainedInstrumentation(
                new MaxQueryDepthInstrumentation(depth),
                new MaxQueryComplexityInstrumentation(cost, GraphqlLimits::price));
    }

    private static int price(FieldComplexityEnvironment field, int below) {
        return below + (field.getParentEnvironment() == null ? CALL * calls(field) : 1);
    }

    private static int calls(FieldComplexityEnvironment field) {
        return field.getArguments().get("representations") instanceof List<?> many
                ? many.size()
                : 1;
    }
}
