package redress.mesh.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.TestAuthority;
import redress.mesh.identity.TestAuthority.Leaf;
import redress.mesh.webhooks.Post.Outcome;

class HttpsPostTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final SignedMessage MESSAGE =
            new SignedMessage(Map.of("webhook-id", "one"), "{\"specversion\":\"1.0\"}");
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init")
    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(HERE, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/good", exchange -> answer(exchange, 204));
        server.createContext("/wrong", exchange -> answer(exchange, 400));
        server.createContext("/endless", this::drip);
        server.createContext("/broken", exchange -> answer(exchange, 503));
        server.createContext("/away", this::redirect);
        server.createContext("/silent", this::silence);
        server.start();
        Files.writeString(
                folder.resolve("trust.pem"), TestAuthority.pem(List.of(AUTHORITY.certificate())));
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @AfterAll
    static void close() {
        var _ = VERTX.close();
    }

    @Test
    void deliversTheMessageWithItsHeaders() {
        assertThat(post(LONG).send(to("/good"), MESSAGE)).isEqualTo(new Outcome.Confirmed());
        assertThat(received).containsExactly("/good one {\"specversion\":\"1.0\"}");
    }

    @Test
    void callsTheAddressThatWasLookedAtWhateverTheNameLeadsTo() {
        var nowhere = new Destination("localhost", port(), "/good", InetAddress.ofLiteral("::2"));
        assertThat(post(Duration.ofSeconds(2)).send(nowhere, MESSAGE))
                .isInstanceOf(Outcome.Away.class);
        assertThat(received).isEmpty();
    }

    @Test
    void aReceiverThatCannotNowIsAwayAndOneThatWillNotRefuses() {
        assertThat(post(LONG).send(to("/broken"), MESSAGE)).isEqualTo(new Outcome.Away("HTTP 503"));
        assertThat(post(LONG).send(to("/wrong"), MESSAGE))
                .isEqualTo(new Outcome.Refused("HTTP 400"));
    }

    @Test
    void followsNoRedirection() {
        assertThat(post(LONG).send(to("/away"), MESSAGE))
                .isEqualTo(new Outcome.Refused("HTTP 307"));
        assertThat(received).containsExactly("/away one {\"specversion\":\"1.0\"}");
    }

    @Test
    void doesNotWaitForEver() {
        assertThat(post(Duration.ofMillis(300)).send(to("/silent"), MESSAGE))
                .isInstanceOf(Outcome.Away.class);
    }

    @Test
    void readsNoAnswerThatNeverEnds() {
        assertThat(post(LONG).send(to("/endless"), MESSAGE)).isEqualTo(new Outcome.Confirmed());
    }

    @Test
    void sendsNothingToAServerThatNobodyVouchesFor() {
        var untrusting = new HttpsPost(VERTX, Optional.empty(), LONG);
        assertThat(untrusting.send(to("/good"), MESSAGE))
                .isEqualTo(new Outcome.Away("no connection, or it broke"));
        assertThat(received).isEmpty();
    }

    @Test
    void sendsNothingToAnotherNameThanThatOfTheCertificate() {
        var other = new Destination("hooks.example.org", port(), "/good", HERE);
        assertThat(post(LONG).send(other, MESSAGE))
                .isEqualTo(new Outcome.Away("no connection, or it broke"));
        assertThat(received).isEmpty();
    }

    @Test
    void followsTheFileOfAuthorities() throws Exception {
        Path trust = folder.resolve("trust.pem");
        String right = Files.readString(trust);
        var post = new HttpsPost(VERTX, Optional.of(trust), LONG);
        Files.delete(trust);
        assertThat(post.send(to("/good"), MESSAGE))
                .isEqualTo(new Outcome.Away("redress.webhooks.trust can't be read"));

        Files.writeString(trust, right);

        assertThat(post.send(to("/good"), MESSAGE)).isEqualTo(new Outcome.Confirmed());
    }

    private HttpsPost post(Duration patience) {
        return new HttpsPost(VERTX, Optional.of(folder.resolve("trust.pem")), patience);
    }

    private Destination to(String path) {
        return new Destination("localhost", port(), path, HERE);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    // An answer whose body goes on until the caller leaves.
    private void drip(HttpExchange exchange) throws IOException {
        note(exchange);
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('.');
        exchange.getResponseBody().flush();
        silence(exchange);
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        note(exchange);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("location", "/good");
        answer(exchange, 307);
    }

    private void silence(HttpExchange exchange) throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private void note(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(
                "%s %s %s"
                        .formatted(
                                exchange.getRequestURI(),
                                exchange.getRequestHeaders().getFirst("webhook-id"),
                                body));
    }

    private static SSLContext context() throws Exception {
        var any = Leaf.of();
        var leaf =
                new Leaf(
                        List.of(new GeneralName(GeneralName.dNSName, "localhost")),
                        any.algorithm(),
                        any.validity(),
                        any.authority(),
                        any.criticalUsage(),
                        any.usage(),
                        any.purposes());
        var issued = AUTHORITY.issue(leaf);
        var keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        keys.setKeyEntry(
                "server",
                issued.keys().getPrivate(),
                new char[0],
                issued.chain().toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
