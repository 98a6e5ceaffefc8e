package redress.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import redress.bench.parts.BareEchoPart;
import redress.bench.parts.MeasuredService;
import redress.bench.parts.SidecarPart;
import redress.local.home.Checkout;
import redress.local.home.MeshService;
import redress.local.home.Port;
import redress.local.mesh.LocalMesh;
import redress.local.parts.ServicePart;
import redress.local.process.Part;
import redress.local.process.Progress;
import redress.local.process.Supervisor;

/// Everything that is measured, running: a mesh of its own up to decision-service, case-service
/// with the echo, the bare echo, and a pair of sidecars if there is an nginx.
final class TestStand implements AutoCloseable {
    private static final int OFFSET = 24_000;

    // Read and written in turn: one alone would measure how writes of one case wait for each other.
    private static final int CASES = 200;

    private static final String CASE_WORKER = "worker";
    private static final String SUPERVISOR = "supervisor";
    private static final String CLIENT = "console";
    private static final String BARE = "bare grpc-java, mutual TLS: echo";
    private static final String ASKING = "bare, asking PostgreSQL for nothing: echo";
    private static final String GATED = "gate: echo";

    private final LocalMesh mesh;
    private final Supervisor supervisor;
    private final Checkout checkout = Checkout.find();
    private final List<Part> started = new ArrayList<>();
    private final List<Server> servers = new ArrayList<>();
    private final Progress progress;

    private TestStand(LocalMesh mesh, Progress progress) {
        this.mesh = mesh;
        this.supervisor = new Supervisor(mesh.home());
        this.progress = progress;
    }

    static TestStand start(Path home, Progress progress) {
        var stand = new TestStand(LocalMesh.at(home, OFFSET), progress);
        try {
            stand.mesh.up(MeshService.DECISIONS.serviceName(), progress);
            stand.begin(stand.measured());
            stand.begin(stand.bare("bare-echo", 1, Optional.of(stand.identity(name()))));
            stand.begin(stand.asking());
            return stand;
        } catch (RuntimeException e) {
            stand.close();
            throw e;
        }
    }

    private static String name() {
        return MeshService.CASES.serviceName();
    }

    private Part measured() {
        var original = new ServicePart(MeshService.CASES, mesh.home(), mesh.ports(), checkout);
        return new MeasuredService(original, checkout);
    }

    private Part bare(String use, int number, Optional<Path> identity) {
        return bare(port(use, number), identity, Optional.empty());
    }

    private Part asking() {
        String database =
                "jdbc:postgresql://localhost:%d/%s?user=%s"
                        .formatted(mesh.ports().postgres().number(), name(), name());
        return bare(port("asking-echo", 5), Optional.of(identity(name())), Optional.of(database));
    }

    private Part bare(Port port, Optional<Path> identity, Optional<String> database) {
        return new BareEchoPart(
                port, MeshService.CASES.heapMegabytes(), identity, database, mesh.home(), checkout);
    }

    private Port port(String use, int number) {
        return new Port(use, OFFSET + 9110 + number);
    }

    Path identity(String workload) {
        return mesh.home().identity(workload);
    }

    private void begin(Part part) {
        started.add(part);
        supervisor.start(part, progress);
    }

    /// The kinds of call; the one that a kind is compared with comes before it.
    List<Kind> kinds() throws IOException {
        var calls = new Calls(() -> mesh.token(CASE_WORKER));
        Server gated =
                connect(Server.mutual(mesh.ports().grpc(MeshService.CASES), identity(CLIENT)));
        Server bare = connect(Server.mutual(port("bare-echo", 1), identity(CLIENT)));
        Server asking = connect(Server.mutual(port("asking-echo", 5), identity(CLIENT)));
        List<String> cases = Stream.generate(() -> calls.open(gated)).limit(CASES).toList();
        var kinds = new ArrayList<Kind>();
        kinds.add(new Kind(BARE, BARE, () -> calls.echo(bare)));
        kinds.add(new Kind(ASKING, BARE, () -> calls.echo(asking)));
        kinds.add(new Kind(GATED, BARE, () -> calls.echo(gated)));
        kinds.add(new Kind("gate: read a case, opened", ASKING, () -> calls.read(gated, cases)));
        kinds.add(
                new Kind("gate: durable write of a note", ASKING, () -> calls.write(gated, cases)));
        if (SidecarPart.installed()) {
            kinds.add(sidecars(calls));
        }
        return kinds;
    }

    private Kind sidecars(Calls calls) {
        var echo = bare("plaintext-echo", 2, Optional.empty());
        begin(echo);
        var server =
                SidecarPart.atServer(
                        port("sidecar-at-server", 3),
                        echo.ports().getFirst(),
                        identity(name()),
                        mesh.home());
        begin(server);
        var client =
                SidecarPart.atClient(
                        port("sidecar-at-client", 4), server.port(), identity(CLIENT), mesh.home());
        begin(client);
        Server through = connect(Server.plaintext(client.port()));
        return new Kind("pair of nginx sidecars: echo", GATED, () -> calls.echo(through));
    }

    /// Floods decision-service, which has the limits that a service has by default: once to warm
    /// up, then once for each round.
    Flood flood(Duration warmUp, Duration time, int rounds) throws IOException {
        Port decisions = mesh.ports().grpc(MeshService.DECISIONS);
        try (var quiet = Server.mutual(decisions, identity(CLIENT));
                var flooder = new FlooderProcess(decisions, identity(CLIENT), checkout)) {
            StepLines.say("warming up", "the flood");
            flood(new Flood(warmUp), quiet, flooder);
            var measured = new Flood(time);
            for (int round = 0; round < rounds; round++) {
                StepLines.say("flooding", "round %d of %d".formatted(round + 1, rounds));
                flood(measured, quiet, flooder);
            }
            return measured;
        }
    }

    private void flood(Flood flood, Server quiet, FlooderProcess flooder) {
        flood.round(
                () -> new Calls(() -> mesh.token(CASE_WORKER)).prioritise(quiet),
                time -> flooder.flood(time, mesh.token(SUPERVISOR)));
    }

    private Server connect(Server server) {
        servers.add(server);
        return server;
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
        started.reversed().forEach(part -> supervisor.stop(part, progress));
        mesh.down(progress);
    }
}
