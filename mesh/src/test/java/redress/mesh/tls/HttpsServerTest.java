package redress.mesh.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.mesh.identity.MovableClock;
import redress.mesh.identity.StillSource;
import redress.mesh.identity.TestAuthority;
import redress.mesh.identity.TestAuthority.Issued;
import redress.mesh.identity.TestAuthority.Leaf;

class HttpsServerTest {

    private static final int ROTATIONS = 30;
    private static final int CALLS_PER_ROTATION = 10;
    private static final Duration AGE = Duration.ofMinutes(30);
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final TestAuthority authority = TestAuthority.create().issuing("Issuing 1");
    private final Issued client = authority.issue("console");
    private final MovableClock clock = new MovableClock(Instant.now());

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private StillSource source;

    @SuppressWarnings("NullAway.Init")
    private HttpsFixture server;

    @BeforeEach
    void start() throws Exception {
        authority.issue("case-service").writeTo(folder, authority);
        source = StillSource.of(folder);
        server = HttpsFixture.start(source.source(), clock, new ConnectionLife(AGE, GRACE));
    }

    @AfterEach
    void stop() {
        server.close();
        source.close();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    @DisplayName("zero-trust 20: HTTPS loses no request while its certificate rotates")
    void losesNoRequestWhileItsCertificateRotates(HttpClient.Version version) throws Exception {
        try (HttpClient http = http(version)) {
            for (int i = 0; i < ROTATIONS; i++) {
                Issued next = authority.issue("case-service");
                next.writeTo(folder, authority);
                source.refresh();
                for (int j = 0; j < CALLS_PER_ROTATION; j++) {
                    assertThat(get(http).body()).isEqualTo("here");
                }
            }
        }
    }

    @Test
    @DisplayName("zero-trust 20: an HTTP/1.1 connection with a former certificate ends")
    void endsAnHttp11ConnectionWithAFormerCertificate() throws Exception {
        try (SSLSocket socket = socket()) {
            assertThat(answer(socket)).doesNotContain("connection: close");

            authority.issue("case-service").writeTo(folder, authority);
            source.refresh();

            assertThat(answer(socket)).contains("connection: close");
        }
    }

    @Test
    @DisplayName("zero-trust 21: an HTTP/1.1 connection ends by age")
    void endsAnHttp11ConnectionByAge() throws Exception {
        try (SSLSocket socket = socket()) {
            assertThat(answer(socket)).doesNotContain("connection: close");

            clock.set(Instant.now().plus(AGE));

            assertThat(answer(socket)).contains("connection: close");
        }
    }

    @Test
    @DisplayName("zero-trust 21: an HTTP/1.1 connection ends when its client should have renewed")
    void endsAnHttp11ConnectionWhoseClientShouldHaveRenewed() throws Exception {
        Instant now = clock.instant();
        Issued brief =
                authority.issue(
                        Leaf.of("spiffe://redress.test/console").valid(now, now.plusSeconds(1000)));
        try (SSLSocket socket = socket(brief)) {
            assertThat(answer(socket)).doesNotContain("connection: close");

            clock.set(now.plusSeconds(801));

            assertThat(answer(socket)).contains("connection: close");
        }
    }

    @Test
    @DisplayName("zero-trust 21: a connection that asks for nothing more is closed after the grace")
    void closesASilentConnectionAfterTheGrace() throws Exception {
        try (SSLSocket socket = socket()) {
            assertThat(answer(socket)).contains("here");

            clock.set(Instant.now().plus(AGE).plus(GRACE));

            assertThat(ends(socket)).isTrue();
        }
    }

    @Test
    @DisplayName("zero-trust 22: an idle HTTPS connection of a revoked client is cut off")
    void cutsOffTheIdleConnectionOfARevokedClient() throws Exception {
        try (var count = new CountedReasons();
                SSLSocket socket = socket()) {
            assertThat(answer(socket)).contains("here");

            TestAuthority.write(folder.resolve("crl.pem"), authority.revoke(client).crl());
            source.refresh();

            assertThat(ends(socket)).isTrue();
            assertThat(count.closed("REVOKED")).isTrue();
        }
        try (HttpClient http = http(HttpClient.Version.HTTP_2)) {
            assertThatThrownBy(() -> get(http)).isInstanceOf(IOException.class);
        }
    }

    private HttpClient http(HttpClient.Version version) throws Exception {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(AnyServer.context(client))
                .build();
    }

    private HttpResponse<String> get(HttpClient http) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/"))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private SSLSocket socket() throws Exception {
        return socket(client);
    }

    private SSLSocket socket(Issued presented) throws Exception {
        var socket =
                (SSLSocket)
                        AnyServer.context(presented)
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    /// Whether the server closes the connection without being asked anything.
    private static boolean ends(SSLSocket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SSLException | SocketException | EOFException e) {
            return true;
        }
    }

    /// One request, and its answer as far as it comes in one piece.
    private static String answer(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write(
                        "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        byte[] buffer = new byte[4096];
        int length = socket.getInputStream().read(buffer);
        if (length < 0) {
            throw new IOException("closed");
        }
        return new String(buffer, 0, length, StandardCharsets.US_ASCII);
    }
}
