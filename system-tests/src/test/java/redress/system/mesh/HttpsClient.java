package redress.system.mesh;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import redress.local.home.MeshService;

/// HTTPS requests to the services, by service and path.
///
/// @param client the client with its certificate
/// @param mesh knows where the services listen
public record HttpsClient(HttpClient client, TestMesh mesh) {
    /// The address of a path.
    public URI address(MeshService service, String path) {
        return URI.create("https://localhost:" + mesh.httpsPort(service) + path);
    }

    /// Sends a request and reads its answer line by line, as it comes.
    public HttpResponse<Stream<String>> open(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofLines());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Sends a request.
    public HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
