package redress.mesh.webhooks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Sends by HTTPS to systems outside of the mesh, to the address that was looked at and no other. A
/// redirection is a failure: it could lead anywhere. Of an answer nothing but the status is read.
@ApplicationScoped
public class HttpsPost implements Post {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<Integer> AWAY = Set.of(429, 502, 503, 504);
    private static final int CONNECTIONS = 256;
    private static final int LONGEST_HEAD = 16 * 1024;

    private final Vertx vertx;
    private final Optional<Path> trust;
    private final Duration patience;
    private @Nullable Made made;

    private record Made(FileTime trustedSince, HttpClient client) {}

    @Inject
    HttpsPost(Vertx vertx, WebhookSettings settings) {
        this(vertx, settings.trust(), PATIENCE);
    }

    /// @param trust file with the authorities that receivers may have (PEM), read anew when it has
    ///   changed; empty: those of the JDK
    /// @param patience for the whole exchange
    public HttpsPost(Vertx vertx, Optional<Path> trust, Duration patience) {
        this.vertx = vertx;
        this.trust = trust;
        this.patience = patience;
    }

    @Override
    public Outcome send(Destination to, SignedMessage message) {
        Future<Integer> status;
        try {
            status = exchange(client(), to, message);
        } catch (IOException | VertxException e) {
            return new Outcome.Away("redress.webhooks.trust can't be read");
        }
        return outcome(status);
    }

    private Outcome outcome(Future<Integer> answer) {
        try {
            int status =
                    answer.toCompletionStage()
                            .toCompletableFuture()
                            .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return outcome(status);
        } catch (TimeoutException e) {
            return new Outcome.Away("no answer in time");
        } catch (ExecutionException e) {
            return new Outcome.Away("no connection, or it broke");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Away("interrupted");
        }
    }

    private static Outcome outcome(int status) {
        if (status / 100 == 2) {
            return new Outcome.Confirmed();
        }
        String why = "HTTP " + status;
        return AWAY.contains(status) ? new Outcome.Away(why) : new Outcome.Refused(why);
    }

    // The connection is closed as soon as the status is known, and when the time is over: a body
    // that
    // never ends holds nobody up.
    private Future<Integer> exchange(HttpClient client, Destination to, SignedMessage message) {
        var options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setSsl(true)
                        .setHost(to.host())
                        .setPort(to.port())
                        .setURI(to.path())
                        .setServer(SocketAddress.inetSocketAddress(to.port(), address(to)))
                        .setFollowRedirects(false)
                        .setTimeout(patience.toMillis());
        message.headers().forEach(options::putHeader);
        return client.request(options)
                .compose(
                        request ->
                                request.send(message.body())
                                        .map(
                                                response -> {
                                                    int status = response.statusCode();
                                                    var _ = request.connection().close();
                                                    return status;
                                                }));
    }

    private static String address(Destination to) {
        return to.address().getHostAddress();
    }

    private synchronized HttpClient client() throws IOException {
        var since =
                trust.isPresent() ? Files.getLastModifiedTime(trust.get()) : FileTime.fromMillis(0);
        var before = made;
        if (before != null && before.trustedSince().equals(since)) {
            return before.client();
        }
        var client = vertx.createHttpClient(options());
        made = new Made(since, client);
        if (before != null) {
            var _ = before.client().close();
        }
        return client;
    }

    private HttpClientOptions options() {
        var options =
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setVerifyHost(true)
                        .setKeepAlive(false)
                        .setMaxPoolSize(CONNECTIONS)
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(LONGEST_HEAD)
                        .setConnectTimeout((int) patience.toMillis())
                        .setSslHandshakeTimeout(patience.toMillis())
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
        trust.ifPresent(
                file -> options.setTrustOptions(new PemTrustOptions().addCertPath("" + file)));
        return options;
    }
}
