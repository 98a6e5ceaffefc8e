package redress.local.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import redress.local.home.LaunchFailure;

/// TLS as one identity of the mesh, trusting only the mesh's own root.
public record MeshTls(Path identity) {
    private static final char[] IN_MEMORY = "in-memory".toCharArray();

    /// Read afresh at every call, so that a renewed certificate is used.
    public SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(keys().getKeyManagers(), trust().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new LaunchFailure(identity + ": no usable identity: " + e.getMessage(), e);
        }
    }

    private KeyManagerFactory keys() throws GeneralSecurityException, IOException {
        List<X509Certificate> chain = Pem.certificates(identity.resolve("tls.crt"));
        var key =
                Pem.key(
                        identity.resolve("tls.key"),
                        chain.getFirst().getPublicKey().getAlgorithm());
        KeyStore store = emptyStore();
        store.setKeyEntry("identity", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory;
    }

    private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (X509Certificate root : Pem.certificates(identity.resolve("bundle.pem"))) {
            store.setCertificateEntry(root.getSerialNumber().toString(16), root);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
