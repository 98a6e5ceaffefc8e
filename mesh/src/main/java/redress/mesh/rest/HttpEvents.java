package redress.mesh.rest;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Events over an HTTPS connection. One is on its way at a time: who reads slowly is waited for.
final class HttpEvents implements ServerSentEvents {
    static final String TYPE = "text/event-stream";

    private static final long PATIENCE_SECONDS = 60;

    // Browsers ask again after so long, in milliseconds.
    private static final String HEAD = "retry: 1000\n\n";

    private final Optional<String> last;
    private final HttpServerResponse response;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private boolean begun;

    /// To be made on the event loop, before the connection may close unseen.
    HttpEvents(RoutingContext context) {
        last = Optional.ofNullable(context.request().getHeader("Last-Event-ID"));
        response = context.response();
        response.closeHandler(_ -> gone.complete(null));
        response.exceptionHandler(_ -> gone.complete(null));
    }

    @Override
    public Optional<String> lastEventId() {
        return last.filter(id -> !id.isEmpty());
    }

    @Override
    public void whenGone(Runnable reaction) {
        var _ = gone.thenRun(reaction);
    }

    @Override
    public boolean isGone() {
        return gone.isDone();
    }

    @Override
    public void tell(Event event) {
        if (!begun) {
            begun = true;
            response.setChunked(true)
                    .putHeader("content-type", TYPE)
                    .putHeader("cache-control", "no-store")
                    // For proxies that would collect it.
                    .putHeader("x-accel-buffering", "no");
            write(HEAD);
        }
        write(event.text());
    }

    /// Ends what was begun.
    ///
    /// @return whether somebody still waits for an answer, since nothing was told
    boolean end() {
        if (begun && !isGone()) {
            response.end();
        }
        return !begun && !isGone();
    }

    private void write(String text) {
        if (isGone()) {
            return;
        }
        try {
            response.write(text)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // The connection broke: nobody is left to be told.
            gone.complete(null);
        } catch (TimeoutException e) {
            giveUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp();
        }
    }

    private void giveUp() {
        gone.complete(null);
        response.reset();
    }
}
