package redress.certs.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A TLS 1.3 server of the JDK on a free port that ends each connection after its handshake.
public final class TlsServer implements AutoCloseable {
    private static final int BACKLOG = 5;

    private final SSLServerSocket socket;
    private final Thread serving;

    /// @param alpn the only protocol it speaks; empty for any
    public TlsServer(
            PrivateKey key,
            X509Certificate leaf,
            List<X509Certificate> trusted,
            boolean asksForCertificate,
            List<String> alpn) {
        try {
            socket =
                    (SSLServerSocket)
                            context(key, leaf, trusted)
                                    .getServerSocketFactory()
                                    .createServerSocket(
                                            0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setApplicationProtocols(alpn.toArray(String[]::new));
        parameters.setNeedClientAuth(asksForCertificate);
        socket.setSSLParameters(parameters);
        serving = Thread.ofVirtual().start(this::serve);
    }

    public String address() {
        return "localhost:" + socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket peer = socket.accept()) {
                ((SSLSocket) peer).startHandshake();
            } catch (IOException e) {
                // Expected: a probe has no certificate, and closing ends the wait.
            }
        }
    }

    /// The port takes connections until the thread that waits for them has ended.
    @Override
    public void close() throws IOException {
        socket.close();
        try {
            serving.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static SSLContext context(
            PrivateKey key, X509Certificate leaf, List<X509Certificate> trusted)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", key, new char[0], new X509Certificate[] {leaf});
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        for (X509Certificate root : trusted) {
            anchors.setCertificateEntry(root.getSerialNumber().toString(), root);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
