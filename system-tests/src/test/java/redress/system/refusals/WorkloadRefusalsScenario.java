package redress.system.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.ListCasesRequest;
import redress.certs.TrustDomain;
import redress.certs.authority.Authority;
import redress.certs.authority.Delivery;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;
import redress.certs.workload.Agent;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.MeshService;
import redress.local.home.Port;
import redress.system.mesh.Client;
import redress.system.mesh.Credentials;
import redress.system.mesh.Credentials.KeyAndChain;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Who is no workload of this mesh gets no further than the handshake, on gRPC and HTTPS, on every
/// service.
@Scenario
class WorkloadRefusalsScenario {
    private static final String CONSOLE = "spiffe://" + TestMesh.TRUST_DOMAIN + "/console";

    /// Shows that the attempts below fail for what they show, not for how they are made.
    @Test
    void admitsAWorkload(TestMesh mesh) {
        var forged = new ForgedCertificates(mesh).naming(CONSOLE);
        assertThat(grpc(mesh, own(mesh).showing(forged), MeshService.CASES)).isEqualTo("OK");
        assertThat(https(mesh, own(mesh).showing(forged), MeshService.CASES)).isEqualTo("200");
    }

    @Test
    @DisplayName("zero-trust 2, 3, 4: whoever is no workload of the mesh is refused at every door")
    void refusesWhoeverIsNoWorkloadOfTheMesh(TestMesh mesh, @TempDir Path folder) {
        var forged = new ForgedCertificates(mesh);
        var strangers = new LinkedHashMap<String, Credentials>();
        strangers.put("no certificate", own(mesh).withoutCertificate());
        strangers.put("another authority", own(mesh).showing(ofAnotherAuthority(folder)));
        strangers.put("the authority itself", own(mesh).showing(forged.authoritysOwn()));
        strangers.put("expired", own(mesh).showing(forged.expired(CONSOLE)));
        var names =
                Map.of(
                        "another trust domain", List.of("spiffe://redress.example/console"),
                        "two names", List.of(CONSOLE, CONSOLE + "2"),
                        "no name", List.<String>of(),
                        "the domain itself", List.of("spiffe://" + TestMesh.TRUST_DOMAIN),
                        "a root path", List.of("spiffe://" + TestMesh.TRUST_DOMAIN + "/"),
                        "another scheme", List.of("https://redress.local/console"));
        names.forEach(
                (what, uris) ->
                        strangers.put(
                                what,
                                own(mesh).showing(forged.naming(uris.toArray(String[]::new)))));
        var all = new SoftAssertions();
        for (var service : MeshService.values()) {
            strangers.forEach(
                    (what, stranger) -> {
                        String where = what + " at " + service.serviceName();
                        all.assertThat(grpc(mesh, stranger, service))
                                .describedAs("gRPC, " + where)
                                .isEqualTo("no connection");
                        all.assertThat(https(mesh, stranger, service))
                                .describedAs("HTTPS, " + where)
                                .isEqualTo("no connection");
                    });
        }
        all.assertAll();
    }

    @Test
    void givesAStrangersNameNoRight(TestMesh mesh) {
        var unknown = new ForgedCertificates(mesh).naming("spiffe://redress.local/intruder");
        assertThat(grpc(mesh, own(mesh).showing(unknown), MeshService.CASES))
                .isEqualTo("PERMISSION_DENIED");
        assertThat(https(mesh, own(mesh).showing(unknown), MeshService.CASES)).isEqualTo("403");
    }

    @Test
    @DisplayName("zero-trust 6: TLS 1.3 only")
    void speaksTls13Only(TestMesh mesh) throws IOException {
        for (var port : ports(mesh)) {
            try (var socket = tlsSocket(mesh, port)) {
                socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                assertThat(handshake(socket)).describedAs(port.use()).isFalse();
            }
            try (var socket = tlsSocket(mesh, port)) {
                assertThat(handshake(socket)).describedAs(port.use()).isTrue();
                assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            }
        }
    }

    @Test
    @DisplayName("zero-trust 1: no door answers in plaintext")
    void answersNobodyInPlaintext(TestMesh mesh) throws IOException {
        for (var port : ports(mesh)) {
            assertThat(plaintextAnswer(port)).describedAs(port.use()).doesNotContain("HTTP/");
        }
        for (var service : MeshService.values()) {
            var channel =
                    NettyChannelBuilder.forAddress("localhost", mesh.grpcPort(service))
                            .usePlaintext()
                            .build();
            try {
                assertThat(list(Client.withToken(channel, mesh.token(TestUser.WORKER))))
                        .isEqualTo("no connection");
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static Credentials own(TestMesh mesh) {
        return Credentials.of(mesh.identity("console"));
    }

    /// The same subject, names and profile, from an authority that only calls itself the same.
    private static KeyAndChain ofAnotherAuthority(Path folder) {
        var authority =
                Authority.create(
                        folder.resolve("authority"),
                        TrustDomain.DEFAULT,
                        "a passphrase of nobody".toCharArray(),
                        InstantSource.system());
        var workload = WorkloadFolder.at(folder.resolve("console"));
        var profile = Profile.localServer(authority.trustDomain().workload("console"));
        var _ =
                authority.register(
                        Registration.of(profile).withDelivery(Delivery.to(workload.path())));
        var _ = new Agent(authority).rotate(profile.id());
        var read = workload.read();
        return new KeyAndChain(read.key(), read.chain());
    }

    private static String grpc(TestMesh mesh, Credentials credentials, MeshService service) {
        var channel = mesh.connections().open(credentials, service);
        try {
            return list(Client.withToken(channel, mesh.token(TestUser.WORKER)));
        } finally {
            channel.shutdownNow();
        }
    }

    private static String list(io.grpc.Channel channel) {
        try {
            CaseServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(15, TimeUnit.SECONDS)
                    .listCases(ListCasesRequest.newBuilder().setPageSize(1).build());
            return "OK";
        } catch (StatusRuntimeException e) {
            Code code = e.getStatus().getCode();
            return code == Code.UNAVAILABLE ? "no connection" : code.name();
        }
    }

    private static String https(TestMesh mesh, Credentials credentials, MeshService service) {
        var client = mesh.connections().https(credentials);
        var request =
                HttpRequest.newBuilder(client.address(service, "/v1/cases?page_size=1"))
                        .header("Authorization", "Bearer " + mesh.token(TestUser.WORKER))
                        .build();
        try {
            return Integer.toString(client.send(request).statusCode());
        } catch (IOException e) {
            return "no connection";
        } finally {
            client.client().shutdownNow();
        }
    }

    private static List<Port> ports(TestMesh mesh) {
        var ports = new ArrayList<Port>();
        for (var service : MeshService.values()) {
            ports.add(mesh.local().ports().grpc(service));
            ports.add(mesh.local().ports().https(service));
        }
        return ports;
    }

    private static SSLSocket tlsSocket(TestMesh mesh, Port port) throws IOException {
        var factory = own(mesh).context().getSocketFactory();
        var socket = (SSLSocket) factory.createSocket("localhost", port.number());
        socket.setSoTimeout(10_000);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static boolean handshake(SSLSocket socket) throws IOException {
        try {
            socket.startHandshake();
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    private static String plaintextAnswer(Port port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            "GET /q/health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException reset) {
            return Objects.requireNonNullElse(reset.getMessage(), "reset");
        }
    }
}
