package redress.local.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import redress.certs.CertsException;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.LaunchFailure;

/// TLS as one identity of the mesh, trusting only the mesh's own root.
public record MeshTls(Path identity) {
    /// Read afresh at every call, so that a renewed certificate is used.
    public SSLContext context() {
        try {
            return context(WorkloadFolder.at(identity).read());
        } catch (CertsException | IllegalStateException e) {
            throw new LaunchFailure(identity + ": no usable identity: " + e.getMessage(), e);
        }
    }

    /// With credentials that may be in no folder any more.
    public static SSLContext context(WorkloadCredentials credentials) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(new KeyManager[] {OwnKeys.of(credentials)}, trust(credentials), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS: not made of these credentials", e);
        }
    }

    private static TrustManager[] trust(WorkloadCredentials credentials)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (X509Certificate root : credentials.anchors()) {
            store.setCertificateEntry(root.getSerialNumber().toString(16), root);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
