package redress.local.tls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import redress.local.home.LaunchFailure;
import redress.local.process.Pause;

/// HTTPS as one identity of the mesh.
public record MeshHttp(MeshTls tls) {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final int ATTEMPTS = 3;

    /// Whether the address answers 200 now.
    public boolean answers(URI address) {
        try {
            return send(HttpRequest.newBuilder(address).timeout(LIMIT).build()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// Sends a request. A handshake that the server breaks off is tried again, since nothing was
    /// sent yet: Keycloak breaks off those that it is at when it takes a new certificate.
    public HttpResponse<String> send(HttpRequest request) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return sendOnce(request);
            } catch (SSLHandshakeException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                Pause.of(BETWEEN);
            }
        }
    }

    private HttpResponse<String> sendOnce(HttpRequest request) throws IOException {
        try (var client =
                HttpClient.newBuilder().sslContext(tls.context()).connectTimeout(LIMIT).build()) {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }
}
