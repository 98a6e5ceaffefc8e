package redress.mesh.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
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
import redress.mesh.identity.WorkloadIdentity;

class MutualTlsTest {

    private static final SpiffeId GRIEVANCES =
            SpiffeId.parse("spiffe://redress.test/grievance-service");
    private static final SpiffeId DECISIONS =
            SpiffeId.parse("spiffe://redress.test/decision-service");

    private final TestAuthority authority = TestAuthority.create();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir Path serverFolder;
    @TempDir Path clientFolder;
    private IdentitySource serverSource;
    private EchoServer server;

    @BeforeEach
    void startAServer() throws IOException {
        authority.issue("grievance-service").writeTo(serverFolder, authority);
        authority.issue("case-service").writeTo(clientFolder, authority);
        serverSource = closing(IdentitySource.open(serverFolder, CrlDemand.REQUIRED));
        server = closing(EchoServer.start(serverSource, Duration.ofMinutes(30)));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void answersAWorkloadOfItsTrustDomain() {
        assertThat(EchoServer.call(channel(GRIEVANCES))).isEqualTo(3);
    }

    @Test
    void countsRefusedHandshakesByReasonAndSide() throws Exception {
        try (var count = new CountedReasons()) {
            assertThat(connect(null, "TLSv1.3", counted())).isFalse();
            assertThat(count.refused("NO_CERTIFICATE", "server")).isTrue();
            Issued other = authority.issue(Leaf.of("spiffe://other.test/case-service"));
            assertThat(connect(other, "TLSv1.3", counted())).isFalse();
            assertThat(count.refused("OTHER_TRUST_DOMAIN", "server")).isTrue();
            assertThat(connect(authority.issue("case-service"), "TLSv1.2", counted())).isFalse();
            assertThat(count.refused("TLS", "server")).isTrue();
            assertThatThrownBy(() -> EchoServer.call(channel(DECISIONS)))
                    .isInstanceOf(StatusRuntimeException.class);
            assertThat(count.refused("OTHER_WORKLOAD", "client")).isTrue();
        }
    }

    @Test
    @DisplayName("zero-trust 5: another workload on the server's address is refused")
    void refusesAServerWithAnotherSpiffeId() {
        assertThatThrownBy(() -> EchoServer.call(channel(DECISIONS)))
                .isInstanceOf(StatusRuntimeException.class)
                .satisfies(
                        e ->
                                assertThat(Status.fromThrowable(e).getCode())
                                        .isEqualTo(Status.Code.UNAVAILABLE))
                .hasStackTraceContaining("(expected: " + DECISIONS + ")");
    }

    @Test
    void refusesAServerOfAForeignAuthority() throws IOException {
        TestAuthority foreign = TestAuthority.create();
        foreign.issue("grievance-service").writeTo(serverFolder.resolve("f"), foreign);
        IdentitySource source =
                closing(IdentitySource.open(serverFolder.resolve("f"), CrlDemand.REQUIRED));
        EchoServer impostor = closing(EchoServer.start(source, Duration.ofMinutes(30)));

        assertThatThrownBy(() -> EchoServer.call(channel(GRIEVANCES, impostor.port())))
                .hasStackTraceContaining("expected: leads to a trust anchor");
    }

    @Test
    void acceptsAGoodClientWithThePlainClient() throws Exception {
        assertThat(connect(authority.issue("case-service"), "TLSv1.3", counted())).isTrue();
    }

    @Test
    @DisplayName("zero-trust 2: no handshake without a client certificate")
    void refusesNoCertificate() throws Exception {
        assertThat(connect(null, "TLSv1.3", counted())).isFalse();
    }

    @Test
    @DisplayName("zero-trust 3: a foreign authority with the same subject is refused")
    void refusesAForeignAuthorityWithTheSameSubject() throws Exception {
        Issued foreign = TestAuthority.create().issue("case-service");

        assertThat(connect(foreign, "TLSv1.3", counted())).isFalse();
    }

    @Test
    @DisplayName("zero-trust 3: the authority's own certificate is refused as a client's")
    void refusesTheAuthoritysOwnCertificate() throws Exception {
        assertThat(connect(authority.self(), "TLSv1.3", counted())).isFalse();
    }

    @Test
    @DisplayName("zero-trust 4: a client of another trust domain is refused")
    void refusesAClientOfAnotherTrustDomain() throws Exception {
        Issued other = authority.issue(Leaf.of("spiffe://other.test/case-service"));

        assertThat(connect(other, "TLSv1.3", counted())).isFalse();
    }

    @Test
    @DisplayName("zero-trust 6: TLS 1.2 is refused")
    void refusesTls12() throws Exception {
        assertThat(connect(authority.issue("case-service"), "TLSv1.2", counted())).isFalse();
    }

    @Test
    @DisplayName("zero-trust 1: the gRPC port does not answer in plaintext")
    void doesNotAnswerInPlaintext() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();

            // At most a TLS alert (record type 21), never an HTTP/2 frame.
            assertThat(answer.length == 0 || answer[0] == 21).isTrue();
        }
    }

    @Test
    @DisplayName("zero-trust 7: no session is resumed")
    void resumesNoSession() throws Exception {
        Counted checks = counted();
        SSLContext context = context(authority.issue("case-service"), checks);

        assertThat(connect(context, "TLSv1.3")).isTrue();
        assertThat(connect(context, "TLSv1.3")).isTrue();

        assertThat(checks.full).hasValue(2);
    }

    @Test
    @DisplayName(
            "zero-trust 2, 20, 21: a rollover loses no call, then the old authority is refused")
    void followsARolloverToANewAuthorityWithoutAFailedCall() throws Exception {
        TestAuthority next = TestAuthority.create();
        EchoServer restless = closing(EchoServer.start(serverSource, Duration.ofMillis(200)));
        IdentitySource clientSource =
                closing(IdentitySource.open(clientFolder, CrlDemand.REQUIRED));
        OpenConnections connections =
                closing(
                        new OpenConnections(
                                clientSource, Duration.ofMinutes(30), Duration.ofMinutes(1)));
        try (PeerChannels channels = new PeerChannels(clientSource, connections);
                Load load = Load.on(channels.channel("localhost", restless.port(), GRIEVANCES))) {
            rotate(authority, authority, next, clientSource);
            load.awaitCalls(100);
            rotate(next, authority, next, clientSource);
            load.awaitCalls(100);
            rotate(next, next, next, clientSource);
            load.awaitCalls(100);

            assertThat(load.failures()).isEmpty();
        }
        assertThat(connect(authority.issue("case-service"), "TLSv1.3", counted())).isFalse();
        assertThat(connect(next.issue("case-service"), "TLSv1.3", counted())).isTrue();
    }

    private void rotate(
            TestAuthority issuer, TestAuthority old, TestAuthority next, IdentitySource client)
            throws Exception {
        CompletableFuture<WorkloadIdentity> server = new CompletableFuture<>();
        CompletableFuture<WorkloadIdentity> peer = new CompletableFuture<>();
        Issued forServer = issuer.issue("grievance-service");
        Issued forClient = issuer.issue("case-service");
        serverSource.onChange(new Awaited(forServer, old, next, server));
        client.onChange(new Awaited(forClient, old, next, peer));
        forServer.writeTo(serverFolder, old, next);
        forClient.writeTo(clientFolder, old, next);
        server.get(5, TimeUnit.SECONDS);
        peer.get(5, TimeUnit.SECONDS);
    }

    private ManagedChannel channel(SpiffeId expected) {
        return channel(expected, server.port());
    }

    private ManagedChannel channel(SpiffeId expected, int port) {
        IdentitySource source = closing(IdentitySource.open(clientFolder, CrlDemand.REQUIRED));
        return closing(
                        new PeerChannels(
                                source,
                                closing(
                                        new OpenConnections(
                                                source,
                                                Duration.ofMinutes(30),
                                                Duration.ofMinutes(1)))))
                .channel("localhost", port, expected);
    }

    private boolean connect(@Nullable Issued client, String protocol, Counted trust)
            throws GeneralSecurityException, IOException {
        return connect(context(client, trust), protocol);
    }

    /// True if the server goes as far as to send its HTTP/2 settings.
    private boolean connect(SSLContext context, String protocol) throws IOException {
        try (SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            InputStream in = socket.getInputStream();
            return in.readNBytes(9).length == 9;
        } catch (SSLException e) {
            assertThat(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT))
                    .containsAnyOf("alert", "terminated the handshake", "closed");
            return false;
        } catch (SocketException e) {
            // The server closed while the client was still writing the end of its handshake.
            return false;
        }
    }

    private static SSLContext context(@Nullable Issued client, Counted trust)
            throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                client == null ? new KeyManager[0] : keys(client),
                new TrustManager[] {trust},
                new SecureRandom());
        return context;
    }

    private static KeyManager[] keys(Issued client) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "own",
                client.keys().getPrivate(),
                new char[0],
                client.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static Counted counted() {
        return new Counted(new AtomicInteger());
    }

    private <T extends AutoCloseable> T closing(T each) {
        opened.add(each);
        return each;
    }

    /// Trusts any server and counts the full handshakes.
    private record Counted(AtomicInteger full) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            full.incrementAndGet();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
