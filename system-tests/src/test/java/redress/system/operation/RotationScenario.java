package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.ListCasesRequest;
import redress.certs.PassphraseFile;
import redress.certs.authority.Authority;
import redress.certs.workload.Agent;
import redress.certs.workload.Visit;
import redress.local.home.MeshService;
import redress.system.mesh.Client;
import redress.system.mesh.Credentials;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// A service gets a new certificate while it is called: nobody notices, and everybody sees it.
@Scenario
class RotationScenario {
    private static final int CALLERS = 4;
    private static final MeshService CASES = MeshService.CASES;

    @Test
    @DisplayName("zero-trust 2, 20: a certificate changes under load; nobody gets in without one")
    void changesACertificateUnderLoad(TestMesh mesh) throws IOException {
        var failures = new ConcurrentLinkedQueue<String>();
        var calls = new AtomicInteger();
        var stop = new AtomicBoolean();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                // Half of them keep their connection, half open a new one for each call.
                boolean keeps = i % 2 == 0;
                callers.execute(() -> load(mesh, keeps, stop, calls, failures));
            }
            try {
                rotateAndSee(mesh, calls);
            } finally {
                stop.set(true);
            }
        }
        assertThat(failures).describedAs("of " + calls.get() + " calls").isEmpty();
    }

    private static void rotateAndSee(TestMesh mesh, AtomicInteger calls) throws IOException {
        awaitMore(calls, 20);
        var before = serial(mesh, mesh.grpcPort(CASES));
        assertNobodyGetsInWithoutACertificate(mesh);
        for (int round = 0; round < 3; round++) {
            var issued = rotate(mesh);
            assertThat(issued).isNotEqualTo(before);
            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> bothPortsShow(mesh, issued));
            assertNobodyGetsInWithoutACertificate(mesh);
            awaitMore(calls, 20);
        }
    }

    private static void assertNobodyGetsInWithoutACertificate(TestMesh mesh) {
        var nobody = Credentials.of(mesh.identity("console")).withoutCertificate();
        var channel = mesh.connections().open(nobody, CASES);
        try {
            assertThat(
                            catchThrowableOfType(
                                    StatusRuntimeException.class, () -> list(mesh, channel)))
                    .isNotNull()
                    .extracting(refused -> refused.getStatus().getCode())
                    .isEqualTo(Status.Code.UNAVAILABLE);
        } finally {
            channel.shutdownNow();
        }
    }

    private static void awaitMore(AtomicInteger calls, int more) {
        int enough = calls.get() + more;
        await().atMost(Duration.ofSeconds(30)).until(() -> calls.get() >= enough);
    }

    private static void load(
            TestMesh mesh,
            boolean keeps,
            AtomicBoolean stop,
            AtomicInteger calls,
            Queue<String> failures) {
        var channel = open(mesh);
        while (!stop.get()) {
            try {
                list(mesh, channel);
                calls.incrementAndGet();
            } catch (StatusRuntimeException e) {
                failures.add(e.getStatus().toString());
            }
            if (!keeps) {
                channel.shutdownNow();
                channel = open(mesh);
            }
        }
        channel.shutdownNow();
    }

    private static ManagedChannel open(TestMesh mesh) {
        return mesh.connections().open(Credentials.of(mesh.identity("console")), CASES);
    }

    private static void list(TestMesh mesh, ManagedChannel channel) {
        CaseServiceGrpc.newBlockingStub(Client.withToken(channel, mesh.token(TestUser.WORKER)))
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .listCases(ListCasesRequest.newBuilder().setPageSize(1).build());
    }

    private static BigInteger rotate(TestMesh mesh) {
        char[] passphrase = new PassphraseFile(mesh.home().passphrase()).readOrCreate();
        var authority = Authority.open(mesh.home().authority(), passphrase, InstantSource.system());
        var id = authority.trustDomain().workload(CASES.serviceName());
        assertThat(new Agent(authority).rotate(id)).isInstanceOf(Visit.Renewed.class);
        return mesh.identity(CASES.serviceName()).read().leaf().getSerialNumber();
    }

    private static boolean bothPortsShow(TestMesh mesh, BigInteger issued) throws IOException {
        return serial(mesh, mesh.grpcPort(CASES)).equals(issued)
                && serial(mesh, mesh.httpsPort(CASES)).equals(issued);
    }

    private static BigInteger serial(TestMesh mesh, int port) throws IOException {
        var context = Credentials.of(mesh.identity("console")).context();
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(5_000);
            socket.startHandshake();
            var chain = List.of(socket.getSession().getPeerCertificates());
            return ((X509Certificate) chain.getFirst()).getSerialNumber();
        }
    }
}
