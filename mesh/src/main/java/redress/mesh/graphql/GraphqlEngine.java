package redress.mesh.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.ParseAndValidate;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.introspection.Introspection;
import graphql.validation.rules.SubscriptionUniqueRootField;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusal.Violation;
import redress.mesh.rest.GatedCalls;
import redress.mesh.rest.HttpAnswer;
import redress.mesh.rest.HttpCall;
import redress.mesh.rest.ServerSentEvents;

/// Answers GraphQL requests. A request as a whole is read once its caller is somebody; each call in
/// it is admitted and audited by itself. Mutations run one after the other, in their order.
final class GraphqlEngine {
    /// What the audit calls a request that can't be executed.
    private static final String DOOR = "graphql";

    private static final int ERRORS_TOLD = 10;

    private final GatedCalls calls;
    private final GraphqlLimits limits;
    private final PersistedQueries persisted;
    private final GraphQL graphql;

    GraphqlEngine(
            Subgraph subgraph, GatedCalls calls, GraphqlLimits limits, PersistedQueries persisted) {
        this.calls = calls;
        this.limits = limits;
        this.persisted = persisted;
        this.graphql =
                GraphQL.newGraphQL(new ExecutableSchema(subgraph, calls).build())
                        .instrumentation(
                                new ChainedInstrumentation(
                                        new OperationKinds(), limits.instrumentation()))
                        .defaultDataFetcherExceptionHandler(new FieldErrors())
                        .build();
    }

    /// The answer to a request; a refusal is an answer too.
    HttpAnswer answer(HttpCall call) {
        return answer(call, () -> execute(input(call, Map.of())));
    }

    /// The answer to a request that can't be read.
    HttpAnswer refuse(HttpCall call, Refusal unreadable) {
        return answer(
                call,
                () -> {
                    throw unreadable;
                });
    }

    private HttpAnswer answer(HttpCall call, Supplier<ExecutionResult> reading) {
        try {
            return GraphqlAnswer.of(calls.gate().read(DOOR, GatedCalls.headers(call), reading));
        } catch (StatusRuntimeException e) {
            return GraphqlAnswer.refused(GatedCalls.refusal(e));
        }
    }

    /// Tells what a subscription hears, until it ends or nobody hears any more.
    ///
    /// @return the answer instead, if it was refused before anything was told
    Optional<HttpAnswer> tell(HttpCall call, ServerSentEvents events) {
        try (var listening = new Listening(calls, call, events.lastEventId())) {
            events.whenGone(listening::close);
            return calls.gate()
                    .read(DOOR, GatedCalls.headers(call), () -> delivery(call, listening))
                    .deliver(events);
        } catch (StatusRuntimeException e) {
            return Optional.of(GraphqlAnswer.refused(GatedCalls.refusal(e)));
        }
    }

    private EventDelivery delivery(HttpCall call, Listening listening) {
        var input = input(call, Map.of(Listening.class, listening));
        return new EventDelivery(execute(input).getData(), listening, () -> excess(input));
    }

    private Optional<Refusal> excess(ExecutionInput input) {
        return input.isCancelled()
                ? Optional.of(unfit(List.of(limits.tooLarge())))
                : Optional.empty();
    }

    private ExecutionInput input(HttpCall call, Map<?, Object> context) {
        var request = GraphqlRequest.of(call.body());
        return ExecutionInput.newExecutionInput(persisted.text(request))
                .operationName(request.operationName())
                .locale(Locale.ENGLISH)
                .variables(request.variables())
                .graphQLContext(
                        Map.of(
                                HttpCall.class,
                                call,
                                Introspection.INTROSPECTION_DISABLED,
                                !limits.introspection(),
                                ParseAndValidate.INTERNAL_VALIDATION_PREDICATE_HINT,
                                (Predicate<Class<?>>) GraphqlEngine::isChecked))
                .graphQLContext(context)
                .build();
    }

    // That rule of the library fails where the one field of a subscription is skipped.
    // GraphqlLimits
    // counts the fields instead.
    private static boolean isChecked(Class<?> rule) {
        return rule != SubscriptionUniqueRootField.class;
    }

    private ExecutionResult execute(ExecutionInput input) {
        try {
            var result = graphql.execute(input);
            excess(input)
                    .ifPresent(
                            refusal -> {
                                throw refusal;
                            });
            if (result.isDataPresent()) {
                return result;
            }
            throw unfit(result.getErrors().stream().map(GraphQLError::getMessage).toList());
        } catch (GraphQLException e) {
            throw unfit(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static Refusal unfit(List<String> messages) {
        return new Refusal(
                Reason.REASON_INVALID_REQUEST,
                messages.getFirst(),
                messages.stream()
                        .limit(ERRORS_TOLD)
                        .map(message -> new Violation("query", message))
                        .toList());
    }
}
