package redress.system.certificates;

import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import redress.certs.workload.WorkloadFolder;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.decisions.v1.PrioritiseCaseRequest;
import redress.decisions.v1.Recommendation;
import redress.local.home.Checkout;
import redress.local.home.MeshHome;
import redress.local.home.MeshService;
import redress.local.home.Ports;
import redress.local.home.PrivateFiles;
import redress.local.parts.PostgresPart;
import redress.local.parts.ServicePart;
import redress.local.process.Part;
import redress.local.process.Progress;
import redress.local.process.Supervisor;
import redress.system.mesh.Credentials;
import redress.system.mesh.Samples;
import redress.system.mesh.TestMesh;

/// decision-service and its PostgreSQL, real processes beside the mesh of the other scenarios, with
/// certificates that the test puts into their folders. There is no authority and no Keycloak: its
/// callers are services, which need no token.
final class LoneService implements AutoCloseable {
    static final String NAME = MeshService.DECISIONS.serviceName();
    static final String CALLER = "case-service";

    private static final List<String> WORKLOADS = List.of(NAME, CALLER, "console");
    private static final List<String> INFRASTRUCTURE =
            List.of("postgres", "postgres-admin", "schema-owner");
    private static final int PORT_OFFSET = 22_000;

    /// A second, and some for two handshakes on a slow machine.
    private static final Duration RELOAD = Duration.ofSeconds(3);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MeshHome home;
    private final Ports ports = new Ports(PORT_OFFSET);
    private final Supervisor supervisor;
    private final List<Part> started = new ArrayList<>();

    /// @param name of the folder of its state, which is emptied
    LoneService(String name) {
        this.home = new MeshHome(TestMesh.target().resolve(name));
        this.supervisor = new Supervisor(home);
        List.of(home.postgres(), home.identities(), home.infrastructure())
                .forEach(PrivateFiles::deleteAll);
    }

    MeshHome home() {
        return home;
    }

    /// Gives all who need one a certificate.
    void provide(OpensslPki pki) {
        WORKLOADS.forEach(name -> pki.issue(name, "P-256").asVolume(home.identity(name)));
        INFRASTRUCTURE.forEach(
                name -> pki.issue(name, "P-256").asVolume(home.infrastructure(name)));
    }

    /// Starts both, the service as the test wants it changed.
    void start(UnaryOperator<Part> change) {
        var checkout = Checkout.find();
        begin(new PostgresPart(home, ports, checkout));
        begin(change.apply(new ServicePart(MeshService.DECISIONS, home, ports, checkout)));
    }

    private void begin(Part part) {
        started.add(part);
        supervisor.start(part, Progress.silent());
    }

    /// A call as case-service, with the certificate that it has now, on a connection of its own.
    Recommendation call() {
        var channel = open();
        try {
            return call(channel);
        } finally {
            channel.shutdownNow();
        }
    }

    static Recommendation call(ManagedChannel channel) {
        var facts = CaseFacts.newBuilder().setSubjectId(Samples.id()).putFacts("rooms", 1);
        return DecisionServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .prioritiseCase(PrioritiseCaseRequest.newBuilder().setInput(facts).build())
                .getRecommendation();
    }

    ManagedChannel open() {
        var own = Credentials.of(WorkloadFolder.at(home.identity(CALLER)));
        return NettyChannelBuilder.forAddress("localhost", grpcPort())
                .sslContext(own.grpcContext())
                .build();
    }

    private int grpcPort() {
        return ports.grpc(MeshService.DECISIONS).number();
    }

    /// The serial of the certificate that the service shows now, on both of its ports; refuses two
    /// different ones.
    BigInteger shows() throws IOException {
        var grpc = serial(grpcPort());
        var https = serial(ports.https(MeshService.DECISIONS).number());
        if (!grpc.equals(https)) {
            throw new IOException("serials: %s and %s (expected: one)".formatted(grpc, https));
        }
        return grpc;
    }

    /// Waits until it shows the certificate that lies in its folder.
    void awaitFollowed() {
        var wanted = serialOnDisk(NAME);
        await().ignoreExceptions()
                .pollInterval(POLL)
                .atMost(RELOAD)
                .until(() -> shows().equals(wanted));
    }

    private BigInteger serial(int port) throws IOException {
        var context = Credentials.of(WorkloadFolder.at(home.identity(CALLER))).context();
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            var leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return leaf.getSerialNumber();
        }
    }

    /// What readiness says of the identity, as the console sees it; empty for "ready".
    String alarm() throws IOException {
        var context = Credentials.of(WorkloadFolder.at(home.identity("console"))).context();
        var address =
                URI.create(
                        "https://localhost:%d/q/health/ready"
                                .formatted(ports.https(MeshService.DECISIONS).number()));
        try (var client = HttpClient.newBuilder().sslContext(context).build()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                            BodyHandlers.ofString());
            return answer.statusCode() == 200 ? "" : answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// The serial of the certificate that lies in a workload's folder.
    BigInteger serialOnDisk(String workload) {
        return WorkloadFolder.at(home.identity(workload)).read().leaf().getSerialNumber();
    }

    @Override
    public void close() {
        started.reversed().forEach(part -> supervisor.stop(part, Progress.silent()));
    }
}
