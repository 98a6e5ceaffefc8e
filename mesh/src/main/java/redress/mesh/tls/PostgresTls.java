package redress.mesh.tls;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redress.mesh.identity.IdentitySource;

/// The database driver's way to the mesh: `sslfactory=redress.mesh.tls.PostgresTls`.
///
/// The driver makes one per connection, which therefore has the newest identity. TLS 1.3 only; the
/// server's chain must lead to the mesh's anchors. Its host name is *not* checked here: the driver
/// does with `sslmode=verify-full`.
public final class PostgresTls extends SSLSocketFactory {

    private static final AtomicReference<@Nullable IdentitySource> CHOSEN = new AtomicReference<>();

    private final SSLSocketFactory sockets;

    /// Called by the driver.
    public PostgresTls() throws GeneralSecurityException {
        this.sockets = InfrastructureTls.context(source(), "postgres").getSocketFactory();
    }

    /// Says whose identity to use in a process that has no container of Quarkus.
    public static void use(IdentitySource source) {
        CHOSEN.set(source);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
            throws IOException {
        return tls13(sockets.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return tls13(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return tls13(sockets.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return tls13(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return tls13(sockets.createSocket(host, port, localHost, localPort));
    }

    private static Socket tls13(Socket socket) {
        ((SSLSocket) socket).setEnabledProtocols(new String[] {"TLSv1.3"});
        return socket;
    }

    private static IdentitySource source() {
        IdentitySource chosen = CHOSEN.get();
        ArcContainer container = Arc.container();
        if (chosen == null && container != null) {
            chosen = container.instance(IdentitySource.class).get();
        }
        if (chosen == null) {
            throw new IllegalStateException(
                    "identity: none (expected: Quarkus's container, or PostgresTls.use)");
        }
        return chosen;
    }
}
