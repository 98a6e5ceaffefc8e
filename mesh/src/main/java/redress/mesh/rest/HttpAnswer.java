package redress.mesh.rest;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/// What goes back over HTTP.
///
/// @param status HTTP status
/// @param headers headers, the content type included
/// @param body body as text
public record HttpAnswer(int status, Map<String, String> headers, String body) {
    /// Sends the answer, from any thread.
    void send(RoutingContext context) {
        context.vertx()
                .runOnContext(
                        ignored -> {
                            var response = context.response().setStatusCode(status);
                            headers.forEach(response::putHeader);
                            response.end(body);
                        });
    }
}
