package redress.mesh.rest;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jboss.logging.Logger;
import redress.access.v1.Reason;
import redress.mesh.access.Doors;
import redress.mesh.access.Refusal;
import redress.mesh.access.TlsPeers;

/// The HTTPS routes below `/v1`, and the description of them at `/v1/openapi.json`.
@ApplicationScoped
public class RestDoor {
    private static final Logger LOG = Logger.getLogger(RestDoor.class);
    private static final long MAX_BODY_BYTES = 512L * 1024;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Transcoder transcoder;
    private final String description;

    RestDoor(Doors doors) {
        var bindings =
                doors.services().stream()
                        .flatMap(service -> service.getMethods().stream())
                        .flatMap(method -> HttpBinding.of(method.getMethodDescriptor()).stream())
                        .toList();
        transcoder = new Transcoder(bindings, doors.channel(), doors.gate());
        description = OpenApiDocument.of(bindings);
    }

    void routes(@Observes Router router) {
        router.get("/v1/openapi.json")
                .handler(
                        context ->
                                send(
                                        context,
                                        new HttpAnswer(
                                                200,
                                                Map.of("content-type", "application/json"),
                                                description)));
        router.route("/v1/*")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(context -> threads.execute(() -> serve(context, transcoder::answer)))
                .failureHandler(this::refuseUnreadable);
        router.route()
                .last()
                .handler(context -> threads.execute(() -> serve(context, transcoder::answer)));
    }

    private static void serve(RoutingContext context, Function<HttpCall, HttpAnswer> answering) {
        HttpAnswer answer;
        try {
            answer = answering.apply(call(context));
        } catch (RuntimeException e) {
            LOG.error("REST call failed", e);
            answer = Problem.of(new Refusal(Reason.REASON_INTERNAL, "internal error"));
        }
        send(context, answer);
    }

    private void refuseUnreadable(RoutingContext context) {
        String detail =
                context.statusCode() == 413
                        ? "body: too long (expected: at most 512 KiB)"
                        : "the request can't be read";
        var refusal = new Refusal(Reason.REASON_INVALID_REQUEST, detail);
        threads.execute(() -> serve(context, call -> transcoder.refuse(call, refusal)));
    }

    private static HttpCall call(RoutingContext context) {
        HttpServerRequest request = context.request();
        return new HttpCall(
                request.method().name(),
                Optional.ofNullable(request.path()).orElse(""),
                query(context),
                Optional.ofNullable(context.body().asString("UTF-8")).orElse(""),
                request.headers().getAll("Authorization"),
                request.headers().getAll("Redress-Purpose"),
                Optional.ofNullable(request.getHeader("Idempotency-Key")),
                Optional.ofNullable(request.getHeader("If-Match")),
                TlsPeers.of(request.sslSession()));
    }

    private static Map<String, List<String>> query(RoutingContext context) {
        var query = new LinkedHashMap<String, List<String>>();
        context.queryParams()
                .forEach(
                        entry ->
                                query.computeIfAbsent(entry.getKey(), name -> new ArrayList<>())
                                        .add(entry.getValue()));
        return query;
    }

    static void send(RoutingContext context, HttpAnswer answer) {
        context.vertx()
                .runOnContext(
                        ignored -> {
                            var response = context.response().setStatusCode(answer.status());
                            answer.headers().forEach(response::putHeader);
                            response.end(answer.body());
                        });
    }
}
