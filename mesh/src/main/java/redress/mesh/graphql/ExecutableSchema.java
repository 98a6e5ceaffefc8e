package redress.mesh.graphql;

import com.apollographql.federation.graphqljava.Federation;
import com.google.protobuf.Message;
import graphql.GraphQLError;
import graphql.Scalars;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcherFactories;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redress.access.v1.Effect;
import redress.mesh.access.Refusal;
import redress.mesh.rest.GatedCalls;
import redress.mesh.rest.HttpBinding;
import redress.mesh.rest.HttpCall;

/// The schema of a subgraph, with each call of it made through the gate.
///
/// @param subgraph what the process offers
/// @param calls makes the calls
record ExecutableSchema(Subgraph subgraph, GatedCalls calls) {
    /// Federation's own words.
    private static final String TYPE = "__typename";

    private static final String REPRESENTATIONS = "representations";

    GraphQLSchema build() {
        var code =
                GraphQLCodeRegistry.newCodeRegistry()
                        .defaultDataFetcher(DataFetcherFactories.useDataFetcher(Values::fetch));
        subgraph.calls()
                .forEach(
                        (name, call) ->
                                code.dataFetcher(
                                        FieldCoordinates.coordinates(root(call), name),
                                        (DataFetchingEnvironment asked) ->
                                                Values.of(
                                                        make(call, asked, asked.getArguments()))));
        subgraph.subscriptions()
                .forEach(
                        (name, stream) ->
                                code.dataFetcher(
                                        FieldCoordinates.coordinates("Subscription", name),
                                        (DataFetchingEnvironment asked) ->
                                                asked.getGraphQlContext()
                                                        .<Listening>get(Listening.class)
                                                        .to(stream, asked.getArguments())));
        var wiring =
                RuntimeWiring.newRuntimeWiring()
                        .codeRegistry(code)
                        .scalar(text(TypeNames.DATE_TIME))
                        .scalar(text(TypeNames.INT64))
                        .scalar(text(TypeNames.BYTES))
                        .build();
        return Federation.transform(SchemaText.of(subgraph), wiring)
                .fetchEntities(this::entities)
                .resolveEntityType(
                        found ->
                                found.getSchema()
                                        .getObjectType(
                                                TypeNames.output(
                                                        ((Message) found.getObject())
                                                                .getDescriptorForType())))
                .build();
    }

    private static String root(HttpBinding call) {
        return Subgraph.effect(call) == Effect.EFFECT_READ ? "Query" : "Mutation";
    }

    // Protobuf's JSON decides what the text may be.
    private static GraphQLScalarType text(String name) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(Scalars.GraphQLString.getCoercing())
                .build();
    }

    private Message make(
            HttpBinding call, DataFetchingEnvironment asked, Map<String, ?> arguments) {
        HttpCall request = asked.getGraphQlContext().get(HttpCall.class);
        return call.body(calls.make(call, request, () -> Arguments.message(call, arguments)));
    }

    // One call for each entity, however often it is named: each is admitted and audited by itself.
    private DataFetcherResult<List<@Nullable Object>> entities(DataFetchingEnvironment asked) {
        List<Object> wanted = Objects.requireNonNull(asked.getArgument(REPRESENTATIONS));
        var known = new HashMap<Object, Object>();
        var found = new ArrayList<@Nullable Object>();
        var errors = new ArrayList<GraphQLError>();
        for (var each : wanted) {
            var outcome = known.computeIfAbsent(each, _ -> outcome(each, asked));
            if (outcome instanceof RuntimeException failure) {
                var path = asked.getExecutionStepInfo().getPath().segment(found.size());
                errors.add(FieldErrors.error(failure, path, asked.getField().getSourceLocation()));
            }
            found.add(outcome instanceof RuntimeException ? null : outcome);
        }
        return DataFetcherResult.<List<@Nullable Object>>newResult()
                .data(found)
                .errors(errors)
                .build();
    }

    private Object outcome(Object wanted, DataFetchingEnvironment asked) {
        try {
            var fields = wanted instanceof Map<?, ?> known ? known : Map.of();
            var reader =
                    subgraph.entity(String.valueOf(fields.get(TYPE)))
                            .flatMap(subgraph::reader)
                            .orElseThrow(() -> Refusal.invalid(REPRESENTATIONS, "unknown entity"));
            var id = fields.get("id");
            return make(reader, asked, id == null ? Map.of() : Map.of("id", id.toString()));
        } catch (RuntimeException failure) {
            return failure;
        }
    }
}
