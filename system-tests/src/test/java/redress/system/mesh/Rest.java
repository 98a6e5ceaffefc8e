package redress.system.mesh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import redress.local.home.MeshService;

/// JSON over HTTPS as one workload, perhaps with a token.
///
/// @param https the client with its certificate
/// @param token what to send as bearer token
public record Rest(HttpsClient https, Optional<String> token) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// An answer: its status, its JSON body, its headers.
    ///
    /// @param raw the answer as it came
    /// @param body its body; a missing node if it is empty
    public record Answer(HttpResponse<String> raw, JsonNode body) {
        public int status() {
            return raw.statusCode();
        }

        /// A text of the body by its name; empty if there is none.
        public String text(String name) {
            return body.path(name).asText();
        }

        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    public Answer get(MeshService service, String path) {
        return send("GET", service, path, "", Map.of());
    }

    public Answer post(MeshService service, String path, String body) {
        return send("POST", service, path, body, Map.of());
    }

    /// Sends a request with more headers.
    public Answer send(
            String verb,
            MeshService service,
            String path,
            String body,
            Map<String, String> headers) {
        var request = HttpRequest.newBuilder(https.address(service, path)).timeout(LIMIT);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        headers.forEach(request::header);
        request.method(
                verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        try {
            var answer = https.send(request.build());
            return new Answer(answer, tree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + body, e);
        }
    }
}
