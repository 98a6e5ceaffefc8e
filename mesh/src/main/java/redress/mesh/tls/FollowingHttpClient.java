package redress.mesh.tls;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.WorkloadIdentity;

/// HTTPS towards one server that is no workload of ours, with the process's certificate; many
/// requests share one connection if the server speaks HTTP/2. After the certificate or the anchors
/// have changed, the next request opens a new connection.
public final class FollowingHttpClient {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final IdentitySource source;
    private final String server;
    private @Nullable Made made;

    private record Made(WorkloadIdentity identity, HttpClient client) {}

    /// @param server name of the server, the path of its SPIFFE ID
    public FollowingHttpClient(IdentitySource source, String server) {
        this.source = source;
        this.server = server;
    }

    /// Sends a request and waits for the answer.
    public HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client().send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private synchronized HttpClient client() {
        WorkloadIdentity now = source.current();
        Made before = made;
        if (before != null && before.identity().presentsTheSameAs(now)) {
            return before.client();
        }
        HttpClient client = open();
        made = new Made(now, client);
        if (before != null) {
            before.client().shutdown();
        }
        return client;
    }

    private HttpClient open() {
        try {
            return HttpClient.newBuilder()
                    .sslContext(InfrastructureTls.context(source, server))
                    .connectTimeout(PATIENCE)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS context: not made (expected: of the identity)", e);
        }
    }
}
