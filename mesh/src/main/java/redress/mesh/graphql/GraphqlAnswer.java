package redress.mesh.graphql;

import com.fasterxml.jackson.databind.json.JsonMapper;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;
import redress.mesh.rest.HttpAnswer;
import redress.mesh.rest.Problem;

/// Answers as "GraphQL over HTTP" wants them: 200 for what was executed, whatever became of its
/// fields, else the status of the refusal.
final class GraphqlAnswer {
    private static final Logger LOG = Logger.getLogger(GraphqlAnswer.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TYPE = "application/graphql-response+json";

    private GraphqlAnswer() {}

    /// The answer to a request that was executed.
    static HttpAnswer of(ExecutionResult result) {
        return new HttpAnswer(200, headers(new LinkedHashMap<>()), text(result));
    }

    /// What was executed, as one line of JSON.
    static String text(ExecutionResult result) {
        var body = new LinkedHashMap<String, Object>();
        if (!result.getErrors().isEmpty()) {
            body.put("errors", result.getErrors().stream().map(GraphqlAnswer::error).toList());
        }
        body.put("data", result.getData());
        return JSON.valueToTree(body).toString();
    }

    /// The answer to a request of which nothing was executed.
    static HttpAnswer refused(Refusal refusal) {
        Map<String, Object> error =
                Map.of(
                        "message",
                        String.valueOf(refusal.getMessage()),
                        "extensions",
                        FieldErrors.extensions(refusal));
        return new HttpAnswer(
                Refusals.httpStatus(refusal.reason()),
                headers(Problem.headers(refusal)),
                JSON.valueToTree(Map.of("errors", List.of(error))).toString());
    }

    private static Map<String, String> headers(Map<String, String> headers) {
        headers.put("content-type", TYPE);
        headers.put("cache-control", "no-store");
        return headers;
    }

    private static Map<String, Object> error(GraphQLError error) {
        var told = new LinkedHashMap<String, Object>();
        var extensions = error.getExtensions();
        if (extensions != null && extensions.containsKey("reason")) {
            told.put("message", error.getMessage());
            told.put("extensions", extensions);
        } else {
            // The engine found that an answer of ours does not fit the schema.
            LOG.errorf("GraphQL answer failed type=%s", error.getErrorType());
            var fault = new Refusal(Reason.REASON_INTERNAL, "internal error");
            told.put("message", "internal error");
            told.put("extensions", FieldErrors.extensions(fault));
        }
        if (error.getPath() != null) {
            told.put("path", error.getPath());
        }
        return told;
    }
}
