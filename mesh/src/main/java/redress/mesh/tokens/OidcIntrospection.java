package redress.mesh.tokens;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.Retry;
import redress.mesh.identity.IdentitySource;
import redress.mesh.tls.FollowingHttpClient;

/// Asks Keycloak (RFC 7662). The service proves who it is with its certificate (RFC 8705, section
/// 2.1).
@ApplicationScoped
public class OidcIntrospection implements Introspection {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    // Fewer than the requests that one connection carries at a time.
    private static final int AT_ONCE = 32;

    private final Semaphore room = new Semaphore(AT_ONCE);
    private final FollowingHttpClient http;
    private final URI endpoint;
    private final String client;

    OidcIntrospection(
            IdentitySource identity,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer,
            @ConfigProperty(name = "quarkus.application.name") String client) {
        this.http = new FollowingHttpClient(identity, "keycloak");
        this.endpoint = URI.create(issuer + "/protocol/openid-connect/token/introspect");
        this.client = client;
    }

    /// Keycloak breaks off every connection for some 100 ms while it takes a new certificate: so
    /// this asks again for about a second.
    @Override
    @Retry(maxRetries = 8, delay = 25, jitter = 5, retryOn = BrokenOffException.class)
    @ExponentialBackoff(maxDelay = 250)
    public boolean isActive(String token) {
        var request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "client_id=%s&token=%s".formatted(client, coded(token))))
                        .build();
        room.acquireUninterruptibly();
        try {
            return asked(request);
        } finally {
            room.release();
        }
    }

    private boolean asked(HttpRequest request) {
        try {
            return active(http.send(request));
        } catch (HttpTimeoutException e) {
            throw new UnansweredException(endpoint + ": no answer in time", e);
        } catch (IOException e) {
            throw new BrokenOffException(endpoint + ": no answer", e);
        }
    }

    private boolean active(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new UnansweredException(
                    endpoint + ": " + answer.statusCode() + " (expected: 200)");
        }
        return JSON.readTree(answer.body()).path("active").asBoolean(false);
    }

    private static String coded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
