package redress.mesh.graphql;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// A request as "GraphQL over HTTP" has it: one JSON object. Several in an array are refused.
///
/// @param query the document; may be left out if `extensions` name a persisted one
/// @param operationName which operation of the document
/// @param variables its variables
/// @param extensions only `persistedQuery` is read
record GraphqlRequest(
        @JsonProperty("query") @Nullable String query,
        @JsonProperty("operationName") @Nullable String operationName,
        @JsonProperty("variables") @Nullable Map<String, Object> variables,
        @JsonProperty("extensions") @Nullable Map<String, Object> extensions) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    GraphqlRequest {
        variables = variables == null ? Map.of() : new HashMap<>(variables);
        extensions = extensions == null ? Map.of() : new HashMap<>(extensions);
    }

    /// @throws Refusal if the body is no request
    static GraphqlRequest of(String body) {
        try {
            var request = JSON.readValue(body, GraphqlRequest.class);
            if (request != null) {
                return request;
            }
        } catch (JsonProcessingException e) {
            // What it says may quote the body: the place is enough.
            var at = e.getLocation();
            throw new Refusal(
                    Reason.REASON_INVALID_REQUEST,
                    "body: no GraphQL request, line %d, column %d (expected: a JSON object with query, variables, operationName)"
                            .formatted(
                                    at == null ? 1 : at.getLineNr(),
                                    at == null ? 1 : at.getColumnNr()));
        }
        throw new Refusal(Reason.REASON_INVALID_REQUEST, "body: null (expected: a JSON object)");
    }

    /// The SHA-256 of the persisted query that is asked for, hexadecimal.
    Optional<String> hash() {
        return extensions != null
                        && extensions.get("persistedQuery") instanceof Map<?, ?> persisted
                        && persisted.get("sha256Hash") instanceof String hash
                ? Optional.of(hash)
                : Optional.empty();
    }
}
