package redress.mesh.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redress.mesh.rest.Answering.Telling;
import redress.mesh.rest.ServerSentEvents.Event;

@Timeout(60)
class HttpEventsTest {
    private static final HttpAnswer JSON =
            new HttpAnswer(200, Map.of("content-type", "application/json"), "{}");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void tellsEventsToWhoAcceptsThem() throws Exception {
        var server =
                serve(
                        (_, events) -> {
                            events.tell(
                                    new Event("next", "7-0", events.lastEventId().orElse("none")));
                            events.tell(new Event("complete", "", "{}"));
                            return Optional.empty();
                        });
        var told = ask(server, "application/json, text/event-stream;q=0.5");
        assertThat(told.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(told.body())
                .isEqualTo(
                        "retry: 1000\n\nid: 7-0\nevent: next\ndata: 6-0\n\nevent: complete\ndata: {}\n\n");
        assertThat(ask(server, "*/*").body()).isEqualTo("{}");
    }

    @Test
    void answersWithTheRefusalIfNothingWasTold() throws Exception {
        var refused = new HttpAnswer(403, Map.of("content-type", "application/json"), "no");
        var told = ask(serve((_, _) -> Optional.of(refused)), "text/event-stream");
        assertThat(told.statusCode()).isEqualTo(403);
        assertThat(told.body()).isEqualTo("no");
    }

    @Test
    void stopsWhenTheListenerHangsUp() throws Exception {
        var told = new AtomicInteger();
        var left = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var event = new Event("next", "", "x".repeat(1 << 20));
        var server =
                serve(
                        (_, events) -> {
                            events.whenGone(left::countDown);
                            while (!events.isGone()) {
                                events.tell(event);
                                told.incrementAndGet();
                            }
                            over.countDown();
                            return Optional.empty();
                        });
        try (var socket = new Socket("localhost", server.actualPort())) {
            String request = "POST / HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        left.await();
        over.await();
        // What nobody reads waits in the buffers of the connection, and nowhere else.
        assertThat(told).hasValueLessThan(100);
    }

    private HttpServer serve(Telling telling) throws Exception {
        var router = Router.router(vertx);
        new Answering(_ -> JSON, (_, _) -> JSON).withBody(router.post("/"), telling);
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    private static HttpResponse<String> ask(HttpServer server, String accept)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + "/"))
                        .header("Accept", accept)
                        .header("Last-Event-ID", "6-0")
                        .POST(BodyPublishers.ofString("{}"))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
