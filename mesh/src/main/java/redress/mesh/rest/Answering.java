package redress.mesh.rest;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
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
            answer = Problem.of(new Refusal(Reason.REASON_INTERNAL, "internal error"));
        }
        answer.send(context);
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
