package redress.system.access;

import java.util.Map;
import java.util.Set;
import redress.system.mesh.Contract.Method;
import redress.system.mesh.GraphqlText;
import redress.system.mesh.Rest;
import redress.system.mesh.TestMesh;

/// The same calls as GraphQL.
final class GraphqlOutcome {
    private static final Set<String> LET_THROUGH =
            Set.of(
                    "NOT_FOUND",
                    "INVALID_ARGUMENT",
                    "ABORTED",
                    "ALREADY_EXISTS",
                    "FAILED_PRECONDITION");

    private GraphqlOutcome() {}

    /// Calls with the contract's example: `allowed`, or code and reason, or what else happened.
    static String of(Rest rest, Method method) {
        String query = GraphqlText.call(method, method.example(), "{ __typename }");
        var answer =
                rest.send(
                        "POST",
                        TestMesh.serving(method.declared().getService()),
                        "/graphql",
                        GraphqlText.body(query),
                        Map.of("Content-Type", "application/json"));
        var error = answer.body().at("/errors/0/extensions");
        if (error.isMissingNode()) {
            return answer.body().at("/data/" + GraphqlText.name(method)).isObject()
                    ? Cell.ALLOWED
                    : answer.status() + " " + answer.raw().body();
        }
        String code = error.path("code").asText();
        // What can't be executed at all would look like what the feature refuses.
        boolean executed = answer.status() == 200;
        return executed && LET_THROUGH.contains(code)
                ? Cell.ALLOWED
                : code + " " + error.path("reason").asText();
    }
}
