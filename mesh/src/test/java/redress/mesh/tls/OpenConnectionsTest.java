package redress.mesh.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.CrlDemand;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.SpiffeId;
import redress.mesh.identity.TestAuthority;
import redress.mesh.identity.TestAuthority.Issued;
import redress.mesh.identity.TestAuthority.Leaf;

class OpenConnectionsTest {

    private static final Duration AGE = Duration.ofMinutes(30);
    private static final SpiffeId GRIEVANCES =
            SpiffeId.parse("spiffe://redress.test/grievance-service");

    private final TestAuthority root = TestAuthority.create();
    private final TestAuthority authority = root.issuing("Issuing 1");
    private final Issued onServer = authority.issue("grievance-service");
    private final Issued onClient = authority.issue("case-service");
    private final ShiftedClock clock = new ShiftedClock();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir Path serverFolder;
    @TempDir Path clientFolder;

    @SuppressWarnings("NullAway.Init")
    private EchoServer server;

    @SuppressWarnings("NullAway.Init")
    private OpenConnections clients;

    @BeforeEach
    void startAServer() throws IOException {
        onServer.writeTo(serverFolder, authority);
        onClient.writeTo(clientFolder, authority);
        IdentitySource source = closing(IdentitySource.open(serverFolder, CrlDemand.REQUIRED));
        server = closing(EchoServer.start(source, AGE, clock));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    @DisplayName("zero-trust 22: a client's stream is cut off when the client is revoked")
    void cutsOffTheStreamOfARevokedClient() throws Exception {
        ManagedChannel channel = channel();
        Chat chat = Chat.on(channel);

        authority.revoke(onClient);
        TestAuthority.write(serverFolder.resolve("crl.pem"), authority.crl());

        // 2 s for the poll, the look and the reset; the rest is for a slow machine.
        assertThat(chat.end().get(5, TimeUnit.SECONDS).getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
        assertThatThrownBy(() -> EchoServer.call(channel)).hasMessageContaining("UNAVAILABLE");
    }

    @Test
    @DisplayName("zero-trust 22: an idle connection is cut off when its client is revoked")
    void cutsOffTheIdleConnectionOfARevokedClient() throws Exception {
        ManagedChannel channel = channel();
        EchoServer.call(channel);
        var left = new CompletableFuture<Boolean>();
        channel.notifyWhenStateChanged(ConnectivityState.READY, () -> left.complete(true));

        authority.revoke(onClient);
        TestAuthority.write(serverFolder.resolve("crl.pem"), authority.crl());

        assertThat(left.get(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> EchoServer.call(channel)).hasMessageContaining("UNAVAILABLE");
    }

    @Test
    @DisplayName("zero-trust 22: a client cuts off the stream to a revoked server")
    void cutsOffTheStreamToARevokedServer() throws Exception {
        Chat chat = Chat.on(channel());

        authority.revoke(onServer);
        TestAuthority.write(clientFolder.resolve("crl.pem"), authority.crl());

        assertThat(chat.end().get(5, TimeUnit.SECONDS).getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    @DisplayName("zero-trust 21: a stream of a client whose anchor is gone is cut off")
    void cutsOffTheStreamOfAClientWhoseAnchorIsGone() throws Exception {
        Chat chat = Chat.on(channel());

        TestAuthority next = TestAuthority.create().issuing("Issuing 2");
        next.issue("grievance-service").writeTo(serverFolder, next);

        assertThat(chat.end().get(5, TimeUnit.SECONDS).getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    @DisplayName("zero-trust 7: a stream is cut off when its client's certificate expires")
    void cutsOffTheStreamOfAnExpiredClient() throws Exception {
        Instant now = Instant.now();
        authority
                .issue(
                        Leaf.of("spiffe://redress.test/case-service")
                                .valid(now.minusSeconds(60), now.plusSeconds(3)))
                .writeTo(clientFolder, authority);

        Chat chat = Chat.on(channel());

        assertThat(chat.end().get(10, TimeUnit.SECONDS).getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    @DisplayName("zero-trust 21: a client is asked to leave a connection that has grown old")
    void asksAClientToLeaveAnOldConnection() throws Exception {
        ManagedChannel channel = channel();
        EchoServer.call(channel);
        var left = new CompletableFuture<Boolean>();
        channel.notifyWhenStateChanged(ConnectivityState.READY, () -> left.complete(true));

        clock.shift = AGE;

        assertThat(left.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(EchoServer.call(channel)).isEqualTo(3);
    }

    @Test
    @DisplayName("zero-trust 21: a stream outlives its connection's age by the grace only")
    void endsAStreamAfterTheGrace() throws Exception {
        Chat chat = Chat.on(channel());

        clock.shift = AGE.plusSeconds(10);

        assertThat(chat.end().get(5, TimeUnit.SECONDS).getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    @DisplayName(
            "zero-trust 21: a client that was refused in the middle of a request keeps no old connection")
    void endsAConnectionWhoseClientCannotSendTheRest() throws Exception {
        TestAuthority next = root.issuing("Issuing 2");
        onClient.writeTo(clientFolder, authority, next);
        ManagedChannel channel = channel();
        assertThatThrownBy(() -> EchoServer.call(channel, new byte[2 * Limits.MESSAGE_BYTES]))
                .hasMessageContaining("RESOURCE_EXHAUSTED");
        assertThat(clients.peersByIssuer()).containsOnlyKeys("CN=Issuing 1");

        next.issue("grievance-service").writeTo(serverFolder, authority, next);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> clients.peersByIssuer().keySet().equals(Set.of("CN=Issuing 2")));
    }

    @Test
    void knowsItsPeersAndWhoIssuedTheirCertificates() throws Exception {
        ManagedChannel channel = channel();
        EchoServer.call(channel);

        assertThat(server.connections().peersByIssuer())
                .containsExactly(entry("CN=Issuing 1", Set.of("case-service")));
        assertThat(clients.peersByIssuer())
                .containsExactly(entry("CN=Issuing 1", Set.of("grievance-service")));
    }

    private ManagedChannel channel() {
        IdentitySource source = closing(IdentitySource.open(clientFolder, CrlDemand.REQUIRED));
        clients =
                closing(new OpenConnections(source, Duration.ofMinutes(30), Duration.ofMinutes(1)));
        return closing(new PeerChannels(source, clients))
                .channel("localhost", server.port(), GRIEVANCES);
    }

    private <T extends AutoCloseable> T closing(T each) {
        opened.add(each);
        return each;
    }

    /// The system's clock, put forward at a test's will.
    private static final class ShiftedClock implements InstantSource {

        private volatile Duration shift = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(shift);
        }
    }
}
