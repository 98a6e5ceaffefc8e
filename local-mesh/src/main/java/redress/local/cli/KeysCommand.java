package redress.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redress.local.home.Checkout;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshService;
import redress.local.mesh.LocalMesh;
import redress.local.tls.MeshHttp;
import redress.local.tls.MeshTls;

/// The keys that seal personal data: adds a new one, tells how far the services follow.
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "The keys that seal personal data.",
        footer = {
            "",
            "Example: ./redress keys rotate case-service && ./redress keys status",
            "Services follow a new key within seconds, without a restart. Older keys stay: backups need them."
        })
final class KeysCommand {
    // The class path is that of a service: its log manager must be there first.
    private static final List<String> OPTIONS =
            List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    private static final int UNFINISHED = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Adds a key-encryption key that wraps all data keys from now on.")
    int rotate(
            @Parameters(
                            paramLabel = "SERVICE",
                            arity = "0..*",
                            description = "All services if none is named.")
                    List<String> services) {
        var named = services == null || services.isEmpty() ? MeshService.names() : services;
        var home = ChosenMesh.home();
        var arguments = new ArrayList<>(List.of("rotate"));
        for (String service : named) {
            if (!MeshService.names().contains(service)) {
                throw new LaunchFailure(
                        "%s: no service (expected: one of %s)"
                                .formatted(service, MeshService.names()));
            }
            arguments.add(home.keys(service).toString());
        }
        String classPath = Checkout.find().serviceClassPath(MeshService.names().getFirst());
        return new ChildCommand(
                        OPTIONS, classPath, "redress.mesh.privacy.cli.KeysCommand", Map.of())
                .run(arguments);
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = {
                "Tells how many data keys each running service still has to wrap anew;",
                "exit code 3 unless all are done."
            })
    int status() {
        var mesh = ChosenMesh.open();
        PrintWriter out = spec.commandLine().getOut();
        boolean done = true;
        for (MeshService service : MeshService.values()) {
            var wrapping = wrapping(mesh, service);
            out.printf("  %-18s %s%n", service.serviceName(), words(wrapping));
            done &= wrapping.path("left").asLong(-1) == 0;
        }
        return done ? 0 : UNFINISHED;
    }

    private static String words(JsonNode wrapping) {
        return wrapping.isEmpty()
                ? "does not answer"
                : "key %s, left to wrap anew: %s, lost: %s"
                        .formatted(
                                wrapping.path("primary").asText(),
                                wrapping.path("left").asText(),
                                wrapping.path("lost").asText());
    }

    private static JsonNode wrapping(LocalMesh mesh, MeshService service) {
        var health =
                URI.create(
                        "https://localhost:%d/q/health/ready"
                                .formatted(mesh.ports().https(service).number()));
        var request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
        try {
            var http = new MeshHttp(new MeshTls(mesh.home().identity("console")));
            for (JsonNode check : JSON.readTree(http.send(request).body()).path("checks")) {
                if (check.path("name").asText().equals("data-keys")) {
                    return check.path("data");
                }
            }
        } catch (IOException away) {
            return JSON.createObjectNode();
        }
        return JSON.createObjectNode();
    }
}
