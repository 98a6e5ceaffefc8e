package redress.local.tls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import redress.local.home.LaunchFailure;

/// HTTPS as one identity of the mesh.
public record MeshHttp(MeshTls tls) {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// Whether the address answers 200 now.
    public boolean answers(URI address) {
        try {
            return send(HttpRequest.newBuilder(address).timeout(LIMIT).build()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException {
        try (var client =
                HttpClient.newBuilder().sslContext(tls.context()).connectTimeout(LIMIT).build()) {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }
}
