package redress.mesh.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.CrlDemand;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.TestAuthority;
import redress.mesh.identity.TestAuthority.Issued;

class PostgresTlsTest {

    private final TestAuthority authority = TestAuthority.create();
    private final Issued own = authority.issue("case-service");

    @TempDir Path folder;

    @BeforeEach
    void writeAnIdentity() {
        own.writeTo(folder, authority);
    }

    @Test
    void presentsTheWorkloadsCertificateOverTls13() throws Exception {
        try (IdentitySource source = IdentitySource.open(folder, CrlDemand.REQUIRED)) {
            PostgresTls.use(source);

            Seen seen = connect(authority.issue("postgres"), "TLSv1.3");

            assertThat(seen.protocol()).isEqualTo("TLSv1.3");
            assertThat(seen.client()).isEqualTo(own.leaf());
        }
    }

    @Test
    void presentsTheNewestCertificate() throws Exception {
        Issued next = authority.issue("case-service");
        CompletableFuture<Boolean> changed = new CompletableFuture<>();
        try (IdentitySource source = IdentitySource.open(folder, CrlDemand.REQUIRED)) {
            PostgresTls.use(source);
            source.onChange(_ -> changed.complete(true));
            next.writeTo(folder, authority);
            changed.get(5, TimeUnit.SECONDS);

            assertThat(connect(authority.issue("postgres"), "TLSv1.3").client())
                    .isEqualTo(next.leaf());
        }
    }

    @Test
    void refusesAServerOfAForeignAuthority() {
        try (IdentitySource source = IdentitySource.open(folder, CrlDemand.REQUIRED)) {
            PostgresTls.use(source);
            Issued foreign = TestAuthority.create().issue("postgres");

            assertThatThrownBy(() -> connect(foreign, "TLSv1.3"))
                    .hasStackTraceContaining("expected: leads to a trust anchor");
        }
    }

    @Test
    void refusesAWorkloadThatPosesAsTheDatabase() {
        try (IdentitySource source = IdentitySource.open(folder, CrlDemand.REQUIRED)) {
            PostgresTls.use(source);

            assertThatThrownBy(() -> connect(authority.issue("partner"), "TLSv1.3"))
                    .hasStackTraceContaining("server: partner (expected: postgres)");
        }
    }

    @Test
    void refusesTls12() {
        try (IdentitySource source = IdentitySource.open(folder, CrlDemand.REQUIRED)) {
            PostgresTls.use(source);

            assertThatThrownBy(() -> connect(authority.issue("postgres"), "TLSv1.2"))
                    .hasStackTraceContaining("protocol_version");
        }
    }

    /// Connects as the driver does: TLS on top of a plain socket.
    private Seen connect(Issued server, String protocol)
            throws GeneralSecurityException, IOException {
        try (SSLServerSocket listening = listen(server, protocol)) {
            CompletableFuture<Seen> seen = CompletableFuture.supplyAsync(() -> accept(listening));
            int port = listening.getLocalPort();
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
                    SSLSocket socket =
                            (SSLSocket)
                                    new PostgresTls()
                                            .createSocket(plain, "localhost", port, true)) {
                socket.setSoTimeout(5_000);
                socket.startHandshake();
                assertThat(socket.getInputStream().read()).isEqualTo(1);
            }
            return seen.join();
        }
    }

    private SSLServerSocket listen(Issued server, String protocol)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Certificate[] chain = server.chain().toArray(X509Certificate[]::new);
        store.setKeyEntry("own", server.keys().getPrivate(), new char[0], chain);
        store.setCertificateEntry("anchor", authority.certificate());
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket listening =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listening.setNeedClientAuth(true);
        listening.setEnabledProtocols(new String[] {protocol});
        return listening;
    }

    private static Seen accept(SSLServerSocket listening) {
        try (SSLSocket socket = (SSLSocket) listening.accept()) {
            socket.setSoTimeout(5_000);
            socket.startHandshake();
            socket.getOutputStream().write(1);
            return new Seen(
                    socket.getSession().getProtocol(),
                    (X509Certificate) socket.getSession().getPeerCertificates()[0]);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private record Seen(String protocol, X509Certificate client) {}
}
