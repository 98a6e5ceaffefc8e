package redress.mesh.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.SpiffeId;
import redress.mesh.identity.StillSource;
import redress.mesh.identity.TestAuthority;
import redress.mesh.identity.TestAuthority.Issued;
import redress.mesh.identity.TestAuthority.Leaf;

/// Both sides rotate under load, again and again.
class RotationTest {

    private static final int ROTATIONS_PER_STEP = 25;
    private static final List<String> ALGORITHMS = List.of("EC", "Ed25519");
    private static final String SERVER = "spiffe://redress.test/grievance-service";
    private static final String CLIENT = "spiffe://redress.test/case-service";

    private final TestAuthority first = TestAuthority.create().issuing("Issuing 1");
    private final TestAuthority second = TestAuthority.create().issuing("Issuing 2");
    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir Path serverFolder;
    @TempDir Path clientFolder;

    @SuppressWarnings("NullAway.Init")
    private StillSource serverSource;

    @SuppressWarnings("NullAway.Init")
    private StillSource clientSource;

    @SuppressWarnings("NullAway.Init")
    private EchoServer server;

    @SuppressWarnings("NullAway.Init")
    private OpenConnections clientConnections;

    @SuppressWarnings("NullAway.Init")
    private ManagedChannel channel;

    private int rotations;

    @BeforeEach
    void start() throws IOException {
        first.issue(Leaf.of(SERVER)).writeTo(serverFolder, first);
        first.issue(Leaf.of(CLIENT)).writeTo(clientFolder, first);
        serverSource = closing(StillSource.of(serverFolder));
        clientSource = closing(StillSource.of(clientFolder));
        server = closing(EchoServer.start(serverSource.source(), Duration.ofMinutes(30)));
        clientConnections =
                closing(
                        new OpenConnections(
                                clientSource.source(),
                                Duration.ofMinutes(30),
                                Duration.ofMinutes(1)));
        channel =
                closing(new PeerChannels(clientSource.source(), clientConnections))
                        .channel("localhost", server.port(), SpiffeId.parse(SERVER));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    @DisplayName("zero-trust 20, 21, 30: rotation, rollover and change of algorithm lose no call")
    void losesNoCallAndNoStreamWhileEverythingRotates() throws Exception {
        Chat chat = Chat.on(channel);
        try (Load load = Load.on(channel)) {
            rotate(first, load, chat, first);
            rotate(first, load, chat, first, second);
            rotate(second, load, chat, first, second);
            // The chat was opened with a certificate of the first authority.
            chat.hangUp();
            assertThat(chat.end().get(10, TimeUnit.SECONDS).isOk()).isTrue();
            chat = Chat.on(channel);
            rotate(second, load, chat, second);

            assertThat(load.failures()).isEmpty();
        }
        assertThat(rotations).isEqualTo(4 * ROTATIONS_PER_STEP);
    }

    @Test
    void connectsAnewBeforeACallNeedsIt() throws Exception {
        rotate(serverSource, serverFolder, first.issue(Leaf.of(SERVER)));
        rotate(clientSource, clientFolder, first.issue(Leaf.of(CLIENT)));

        Issued forClient = second.issue(Leaf.of(CLIENT));
        rotate(clientSource, clientFolder, forClient);
        awaitPeer(server.connections(), forClient);

        Issued forServer = second.issue(Leaf.of(SERVER));
        rotate(serverSource, serverFolder, forServer);
        awaitPeer(clientConnections, forServer);
    }

    private void rotate(StillSource source, Path folder, Issued issued) throws IOException {
        issued.writeTo(folder, first, second);
        source.refresh();
    }

    private static void awaitPeer(OpenConnections connections, Issued peer) {
        String issuer = peer.leaf().getIssuerX500Principal().getName();
        await().until(() -> connections.peersByIssuer().containsKey(issuer));
    }

    private void rotate(TestAuthority issuer, Load load, Chat chat, TestAuthority... trusted)
            throws Exception {
        for (int i = 0; i < ROTATIONS_PER_STEP; i++) {
            String algorithm = ALGORITHMS.get(rotations++ % ALGORITHMS.size());
            Issued forServer = issuer.issue(Leaf.of(SERVER).algorithm(algorithm));
            Issued forClient = issuer.issue(Leaf.of(CLIENT).algorithm(algorithm));
            forServer.writeTo(serverFolder, trusted);
            forClient.writeTo(clientFolder, trusted);
            serverSource.refresh();
            clientSource.refresh();
            load.awaitCalls(10);
            chat.say();
        }
    }

    private <T extends AutoCloseable> T closing(T each) {
        opened.add(each);
        return each;
    }
}
