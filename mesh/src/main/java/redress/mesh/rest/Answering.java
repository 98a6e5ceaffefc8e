package redress.mesh.rest;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// How the HTTPS doors answer: on virtual threads, bodies of at most 512 KiB, and no internal text
/// goes out.
public final class Answering {
    private static final Logger LOG = Logger.getLogger(Answering.class);
    private static final long MAX_BODY_BYTES = 512L * 1024;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<HttpCall, HttpAnswer> answer;
    private final BiFunction<HttpCall, Refusal, HttpAnswer> refuse;

    /// @param answer the answer to a request; a refusal is an answer too
    /// @param refuse the answer to a request that can't be read
    public Answering(
            Function<HttpCall, HttpAnswer> answer,
            BiFunction<HttpCall, Refusal, HttpAnswer> refuse) {
        this.answer = answer;
        this.refuse = refuse;
    }

    /// Answers what comes in on a route, with its body.
    public void withBody(Route route) {
        route.handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(context -> threads.execute(() -> serve(context, answer)))
                .failureHandler(this::refuseUnreadable);
    }

    /// The same; who accepts `text/event-stream` is told in events.
    public void withBody(Route route, Telling telling) {
        route.handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(
                        context -> {
                            if (wantsEvents(context)) {
                                var events = new HttpEvents(context);
                                threads.execute(() -> tell(context, events, telling));
                            } else {
                                threads.execute(() -> serve(context, answer));
                            }
                        })
                .failureHandler(this::refuseUnreadable);
    }

    /// Tells somebody events until there are no more.
    public interface Telling {
        /// @return the answer instead, if nothing was told
        Optional<HttpAnswer> tell(HttpCall call, ServerSentEvents events);
    }

    private static boolean wantsEvents(RoutingContext context) {
        return context.request().headers().getAll("Accept").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(HttpEvents.TYPE));
    }

    private static void tell(RoutingContext context, HttpEvents events, Telling telling) {
        Optional<HttpAnswer> instead;
        try {
            instead = telling.tell(HttpCall.of(context), events);
        } catch (RuntimeException e) {
            LOG.error("HTTPS stream failed", e);
            instead = Optional.of(internalError());
        }
        if (events.end()) {
            instead.ifPresent(answer -> answer.send(context));
        }
    }

    /// Answers what comes in on a route, and reads no body.
    void withoutBody(Route route) {
        route.handler(context -> threads.execute(() -> serve(context, answer)));
    }

    private static void serve(RoutingContext context, Function<HttpCall, HttpAnswer> answering) {
        HttpAnswer answer;
        try {
            answer = answering.apply(HttpCall.of(context));
        } catch (RuntimeException e) {
            LOG.error("HTTPS call failed", e);
            answer = internalError();
        }
        answer.send(context);
    }

    private static HttpAnswer internalError() {
        return Problem.of(new Refusal(Reason.REASON_INTERNAL, "internal error"));
    }

    private void refuseUnreadable(RoutingContext context) {
        String detail =
                context.statusCode() == 413
                        ? "body: too long (expected: at most 512 KiB)"
                        : "the request can't be read";
        var refusal = new Refusal(Reason.REASON_INVALID_REQUEST, detail);
        threads.execute(() -> serve(context, call -> refuse.apply(call, refusal)));
    }
}
