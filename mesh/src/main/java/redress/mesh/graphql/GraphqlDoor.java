package redress.mesh.graphql;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.mesh.access.Doors;
import redress.mesh.rest.Answering;
import redress.mesh.rest.GatedCalls;
import redress.mesh.rest.HttpBinding;

/// The HTTPS route `/graphql`.
@ApplicationScoped
public class GraphqlDoor {
    private final GraphqlEngine engine;

    GraphqlDoor(
            Doors doors,
            @ConfigProperty(name = "redress.graphql.max-depth") int depth,
            @ConfigProperty(name = "redress.graphql.max-cost") int cost,
            @ConfigProperty(name = "redress.graphql.max-characters") int characters,
            @ConfigProperty(name = "redress.graphql.introspection") boolean introspection,
            @ConfigProperty(name = "redress.graphql.persisted-queries") Optional<Path> persisted,
            @ConfigProperty(name = "redress.graphql.persisted-only") boolean persistedOnly) {
        engine =
                new GraphqlEngine(
                        Subgraph.of(
                                HttpBinding.all(doors.services()),
                                Subscription.all(doors.services())),
                        new GatedCalls(doors.channel(), doors.gate()),
                        new GraphqlLimits(depth, cost, characters, introspection),
                        PersistedQueries.read(persisted, persistedOnly));
    }

    void routes(@Observes Router router) {
        new Answering(engine::answer, engine::refuse)
                .withBody(router.post("/graphql"), engine::tell);
    }
}
