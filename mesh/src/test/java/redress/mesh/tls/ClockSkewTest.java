package redress.mesh.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.MovableClock;
import redress.mesh.identity.SpiffeId;
import redress.mesh.identity.StillSource;
import redress.mesh.identity.TestAuthority;
import redress.mesh.identity.TestAuthority.Leaf;

/// Handshakes between two sides whose clocks differ, and both from this machine's: nothing in the
/// JDK or in Netty asks the machine's clock a second time.
class ClockSkewTest {

    private static final String SERVER = "spiffe://redress.test/grievance-service";
    private static final String CLIENT = "spiffe://redress.test/case-service";

    private final Instant machine = Instant.now();

    @TempDir Path folder;

    @Test
    @DisplayName(
            "zero-trust 27: a side whose clock is 5 minutes behind accepts a fresh certificate")
    void acceptsAFreshCertificateWithAClockBehind() throws Exception {
        assertThat(handshake(Duration.ofMinutes(-5), Duration.ZERO)).isTrue();
        assertThat(handshake(Duration.ZERO, Duration.ofMinutes(-5))).isTrue();
    }

    @Test
    @DisplayName(
            "zero-trust 27: a side whose clock is 5 minutes ahead accepts a certificate in use")
    void acceptsACertificateInUseWithAClockAhead() throws Exception {
        assertThat(handshake(Duration.ofMinutes(5), Duration.ZERO)).isTrue();
        assertThat(handshake(Duration.ZERO, Duration.ofMinutes(5))).isTrue();
    }

    @Test
    void refusesWithAClockFarOff() throws Exception {
        assertThat(handshake(Duration.ofMinutes(-6), Duration.ZERO)).isFalse();
        assertThat(handshake(Duration.ZERO, Duration.ofMinutes(45))).isFalse();
    }

    @Test
    @DisplayName("zero-trust 27: only the mesh's own check looks at the time")
    void asksNoSecondClock() throws Exception {
        Instant past = machine.minus(Duration.ofHours(3));

        assertThat(handshake(past, past, past)).isTrue();
    }

    /// Certificates were issued just now, for half an hour.
    private boolean handshake(Duration server, Duration client) throws SSLException {
        return handshake(machine, machine.plus(server), machine.plus(client));
    }

    private boolean handshake(Instant issued, Instant server, Instant client) throws SSLException {
        TestAuthority issuer = TestAuthority.at(issued);
        Instant end = issued.plus(Duration.ofMinutes(30));
        issuer.issue(Leaf.of(SERVER).valid(issued, end)).writeTo(folder.resolve("s"), issuer);
        issuer.issue(Leaf.of(CLIENT).valid(issued, end)).writeTo(folder.resolve("c"), issuer);
        var loading = new MovableClock(issued);
        try (var onServer = StillSource.at(folder.resolve("s"), loading);
                var onClient = StillSource.at(folder.resolve("c"), loading)) {
            var accepting = new TlsContexts(onServer.source(), new MovableClock(server));
            var calling = new TlsContexts(onClient.source(), new MovableClock(client));
            return succeeds(accepting.grpcServer(), calling.grpcClient(SpiffeId.parse(SERVER)));
        }
    }

    private static boolean succeeds(SslContext server, SslContext client) {
        SSLEngine accepting = server.newEngine(ByteBufAllocator.DEFAULT);
        SSLEngine calling = client.newEngine(ByteBufAllocator.DEFAULT);
        var toServer = ByteBuffer.allocate(1 << 17);
        var toClient = ByteBuffer.allocate(1 << 17);
        try {
            for (int i = 0; i < 20; i++) {
                step(calling, toClient, toServer);
                step(accepting, toServer, toClient);
            }
        } catch (SSLException refused) {
            return false;
        }
        return calling.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && accepting.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        var nothing = ByteBuffer.allocate(1 << 15);
        var _ = engine.wrap(ByteBuffer.allocate(0), out);
        run(engine);
        in.flip();
        var _ = engine.unwrap(in, nothing);
        in.compact();
        run(engine);
    }

    private static void run(SSLEngine engine) {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }
}
