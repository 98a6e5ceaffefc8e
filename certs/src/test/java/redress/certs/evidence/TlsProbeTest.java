package redress.certs.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redress.certs.Forge;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;

class TlsProbeTest {
    private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");

    private final KeyPair rootKeys = KeyAlgorithm.P256.generate();
    private final X509Certificate root =
            Forge.root(rootKeys, NOW, "spiffe://redress.local").of(rootKeys.getPublic());

    @ParameterizedTest
    @EnumSource
    void seesTheLeafAndWhomTheServerAccepts(KeyAlgorithm algorithm) throws Exception {
        KeyPair keys = algorithm.generate();
        X509Certificate leaf = leaf(keys);
        try (var server = new TlsServer(keys.getPrivate(), leaf, List.of(root), true, List.of())) {
            Served served = TlsProbe.of(server.address()).look().orElseThrow();

            assertThat(served.leaf()).isEqualTo(leaf);
            assertThat(served.acceptedIssuers()).contains(List.of(root.getSubjectX500Principal()));
        }
    }

    @Test
    void seesAServerThatAsksForNoClientCertificate() throws Exception {
        KeyPair keys = KeyAlgorithm.P256.generate();
        try (var server =
                new TlsServer(keys.getPrivate(), leaf(keys), List.of(root), false, List.of())) {
            Served served = TlsProbe.of(server.address()).look().orElseThrow();

            assertThat(served.acceptedIssuers()).isEmpty();
        }
    }

    @Test
    void speaksToPostgresByItsName() throws Exception {
        KeyPair keys = KeyAlgorithm.P256.generate();
        var alpn = List.of("postgresql");
        try (var server = new TlsServer(keys.getPrivate(), leaf(keys), List.of(root), true, alpn)) {
            assertThat(TlsProbe.of("postgres:" + server.address()).look()).isPresent();
        }
    }

    @Test
    void seesNothingWhereNobodyListens() throws IOException {
        int port;
        try (var vacant = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = vacant.getLocalPort();
        }

        assertThat(TlsProbe.of("localhost:" + port).look()).isEmpty();
    }

    @Test
    void refusesAServerThatListensButShowsNothing() throws Exception {
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var _ =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            mute.accept().close();
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    });

            assertRefused(
                    Reason.BAD_MATERIAL,
                    () -> TlsProbe.of("localhost:" + mute.getLocalPort()).look());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:", "localhost:70000", "mysql:localhost:1"})
    void refusesAnAddressItCannotRead(String address) {
        assertRefused(Reason.INVALID, () -> TlsProbe.of(address));
    }

    private X509Certificate leaf(KeyPair keys) {
        return Forge.leaf(root, rootKeys, NOW, "spiffe://redress.local/a").of(keys.getPublic());
    }
}
