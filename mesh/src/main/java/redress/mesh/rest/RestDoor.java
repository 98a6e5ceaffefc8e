package redress.mesh.rest;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import redress.mesh.access.Doors;

/// The HTTPS routes below `/v1`, and the description of them at `/v1/openapi.json`.
@ApplicationScoped
public class RestDoor {
    private final Transcoder transcoder;
    private final String description;

    RestDoor(Doors doors) {
        var bindings = HttpBinding.all(doors.services());
        transcoder = new Transcoder(bindings, new GatedCalls(doors.channel(), doors.gate()));
        description = OpenApiDocument.of(bindings);
    }

    void routes(@Observes Router router) {
        router.get("/v1/openapi.json").handler(context -> description().send(context));
        var answering = new Answering(transcoder::answer, transcoder::refuse);
        answering.withBody(router.route("/v1/*"));
        answering.withoutBody(router.route().last());
    }

    private HttpAnswer description() {
        return new HttpAnswer(200, Map.of("content-type", "application/json"), description);
    }
}
