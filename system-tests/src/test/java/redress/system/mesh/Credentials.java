package redress.system.mesh;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import redress.certs.workload.WorkloadFolder;

/// What a client shows and whom it trusts. Made with the JDK's and Netty's own means: no code of
/// the mesh checks anything here.
///
/// @param shown key and chain that the client presents; empty: none
/// @param anchors the roots that it trusts
public record Credentials(Optional<KeyAndChain> shown, List<X509Certificate> anchors) {
    private static final char[] IN_MEMORY = "in-memory".toCharArray();

    /// A key and the certificates that speak for it.
    public record KeyAndChain(PrivateKey key, List<X509Certificate> chain) {}

    /// A workload's own credentials.
    public static Credentials of(WorkloadFolder folder) {
        var read = folder.read();
        return new Credentials(
                Optional.of(new KeyAndChain(read.key(), read.chain())), read.anchors());
    }

    /// The same trust without any certificate of its own.
    public Credentials withoutCertificate() {
        return new Credentials(Optional.empty(), anchors);
    }

    /// The same trust with another certificate.
    public Credentials showing(KeyAndChain other) {
        return new Credentials(Optional.of(other), anchors);
    }

    /// For HTTPS and plain sockets.
    public SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(keyManagers(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// For gRPC.
    public SslContext grpcContext() {
        try {
            var builder = GrpcSslContexts.forClient().trustManager(trustManagers()[0]);
            shown.ifPresent(
                    own ->
                            builder.keyManager(
                                    own.key(), own.chain().toArray(X509Certificate[]::new)));
            return builder.build();
        } catch (SSLException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
        if (shown.isEmpty()) {
            return new KeyManager[0];
        }
        var store = emptyStore();
        var own = shown.get();
        store.setKeyEntry("own", own.key(), IN_MEMORY, own.chain().toArray(X509Certificate[]::new));
        // The default factory would leave out what does not suit it; this one shows what it has.
        var factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        var store = emptyStore();
        for (int i = 0; i < anchors.size(); i++) {
            store.setCertificateEntry("root-" + i, anchors.get(i));
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
