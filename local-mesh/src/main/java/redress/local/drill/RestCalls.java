package redress.local.drill;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import redress.local.call.IdentityVersion;
import redress.local.tls.MeshTls;

/// Reads over HTTPS, on a connection that is kept until the caller's certificate changes or on new
/// ones.
final class RestCalls implements Exercise {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String edge;
    private final boolean keeps;
    private final Path identity;
    private final URI address;
    private final Supplier<String> token;
    private final SeenServers seen;
    private HttpClient client;
    private Optional<IdentityVersion> shown;

    RestCalls(
            String edge,
            boolean keeps,
            Path identity,
            URI address,
            Supplier<String> token,
            SeenServers seen) {
        this.edge = edge;
        this.keeps = keeps;
        this.identity = identity;
        this.address = address;
        this.token = token;
        this.seen = seen;
        this.shown = IdentityVersion.of(identity);
        this.client = open(identity);
    }

    private static HttpClient open(Path identity) {
        return HttpClient.newBuilder()
                .sslContext(new MeshTls(identity).context())
                .connectTimeout(LIMIT)
                .build();
    }

    @Override
    public String edge() {
        return edge;
    }

    @Override
    public Duration pause() {
        return Duration.ofMillis(keeps ? 250 : 1200);
    }

    @Override
    public void once() throws Exception {
        follow();
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(LIMIT)
                        .header("Authorization", "Bearer " + token.get())
                        .build();
        var answer = client.send(request, BodyHandlers.ofString());
        answer.sslSession().ifPresent(seen::note);
        if (answer.statusCode() != 200) {
            throw new UnansweredException(
                    "status: %d %s (expected: 200)".formatted(answer.statusCode(), answer.body()));
        }
    }

    private void follow() {
        var now = IdentityVersion.of(identity);
        if (!keeps || (now.isPresent() && !now.equals(shown))) {
            shown = now;
            client.close();
            client = open(identity);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
