package redress.local.drill;

import io.grpc.Channel;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import redress.local.call.ServiceChannels;
import redress.local.home.MeshService;
import redress.local.mesh.LocalMesh;

/// Every edge of the mesh, and what the drill does over it.
///
/// What services ask one another inside of a call is seen by its answer: by a model, or by rules.
final class Edges {
    private static final Duration OFTEN = Duration.ofMillis(800);
    private static final Duration SELDOM = Duration.ofSeconds(3);

    /// Which workload opens cases for whom.
    private static final Map<String, String> OPENERS =
            Map.of(
                    "console", "worker",
                    "importer", "supervisor",
                    "partner", "partner",
                    "grievance-service", "officer");

    /// Which workload submits grievances for whom.
    private static final Map<String, String> SUBMITTERS =
            Map.of("console", "officer", "importer", "supervisor", "partner", "partner");

    private final LocalMesh mesh;
    private final People people;
    private final SeenServers overGrpc;
    private final SeenServers overHttps;
    private final Map<String, ServiceChannels> channels = new ConcurrentHashMap<>();

    Edges(LocalMesh mesh, SeenServers overGrpc, SeenServers overHttps) {
        this.mesh = mesh;
        this.people = new People(mesh);
        this.overGrpc = overGrpc;
        this.overHttps = overHttps;
    }

    List<Exercise> all() {
        var all = new ArrayList<Exercise>();
        reads(all);
        writes(all);
        streams(all);
        https(all);
        all.add(new SignIns("console → keycloak", () -> mesh.token("auditor")));
        return all;
    }

    private void reads(List<Exercise> all) {
        Client worker = user("worker");
        Client officer = user("officer");
        all.add(
                new KeptConnection(
                        "console → case-service", worker, MeshService.CASES, Items::listCases));
        all.add(
                new KeptConnection(
                        "console → grievance-service",
                        officer,
                        MeshService.GRIEVANCES,
                        Items::listGrievances));
        all.add(
                new NewConnections(
                        "console → case-service, new connections",
                        OFTEN,
                        worker,
                        MeshService.CASES,
                        Items::listCases));
        all.add(
                new NewConnections(
                        "console → grievance-service, new connections",
                        OFTEN,
                        officer,
                        MeshService.GRIEVANCES,
                        Items::listGrievances));
    }

    private void writes(List<Exercise> all) {
        Client worker = user("worker");
        Client officer = user("officer");
        OPENERS.forEach(
                (workload, user) ->
                        all.add(
                                new NewConnections(
                                        workload + " → case-service → decision-service",
                                        SELDOM,
                                        client(workload, user),
                                        MeshService.CASES,
                                        channel -> openAndClose(channel, worker))));
        SUBMITTERS.forEach(
                (workload, user) ->
                        all.add(
                                new NewConnections(
                                        workload + " → grievance-service → decision-service",
                                        SELDOM,
                                        client(workload, user),
                                        MeshService.GRIEVANCES,
                                        channel -> submitAndWithdraw(channel, officer))));
    }

    private static void openAndClose(Channel channel, Client worker) throws Exception {
        var opened = Items.openCase(channel);
        worker.onNewConnection(MeshService.CASES, own -> Items.closeCase(own, opened));
    }

    private static void submitAndWithdraw(Channel channel, Client officer) throws Exception {
        var submitted = Items.submitGrievance(channel);
        officer.onNewConnection(
                MeshService.GRIEVANCES, own -> Items.withdrawGrievance(own, submitted));
    }

    private void streams(List<Exercise> all) {
        Client cases = service("case-service");
        Client grievances = service("grievance-service");
        String asCases = "case-service → decision-service";
        String asGrievances = "grievance-service → decision-service";
        all.add(new ShortStreams<>(asCases + ", streams", cases, Conversation.aboutCases()));
        all.add(
                new ShortStreams<>(
                        asGrievances + ", streams", grievances, Conversation.aboutGrievances()));
        all.add(new LongStream<>(asCases + ", one stream", cases, Conversation.aboutCases()));
        all.add(
                new LongStream<>(
                        asGrievances + ", one stream", grievances, Conversation.aboutGrievances()));
    }

    private void https(List<Exercise> all) {
        all.add(rest(MeshService.CASES, "/v1/cases?page_size=1", "worker", true));
        all.add(rest(MeshService.CASES, "/v1/cases?page_size=1", "worker", false));
        all.add(rest(MeshService.GRIEVANCES, "/v1/grievances?page_size=1", "officer", true));
        all.add(rest(MeshService.GRIEVANCES, "/v1/grievances?page_size=1", "officer", false));
        all.add(rest(MeshService.DECISIONS, "/v1/openapi.json", "steward", false));
    }

    private RestCalls rest(MeshService service, String path, String user, boolean keeps) {
        int port = mesh.ports().https(service).number();
        return new RestCalls(
                "console → %s, HTTPS%s"
                        .formatted(service.serviceName(), keeps ? "" : ", new connections"),
                keeps,
                mesh.home().identity("console"),
                URI.create("https://localhost:" + port + path),
                people.token(user),
                overHttps);
    }

    /// Calls as the console for a person.
    Client user(String name) {
        return client("console", name);
    }

    /// Calls as a service, for nobody.
    Client service(String name) {
        return client(name, Optional.empty());
    }

    private Client client(String workload, String user) {
        return client(workload, Optional.of(people.token(user)));
    }

    private Client client(String workload, Optional<Supplier<String>> token) {
        var own =
                channels.computeIfAbsent(
                        workload,
                        name -> new ServiceChannels(mesh.home().identity(name), mesh.ports()));
        return new Client(own, token, overGrpc);
    }
}
