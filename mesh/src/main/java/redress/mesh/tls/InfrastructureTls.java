package redress.mesh.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.WorkloadIdentity;

/// TLS towards a server that is no workload of ours (PostgreSQL, Keycloak), with the identity of
/// this moment: TLS 1.3 only, the server pinned by its SPIFFE ID.
final class InfrastructureTls {
    private static final char[] NO_PASSWORD = new char[0];

    private InfrastructureTls() {}

    /// @param server name of the server, the path of its SPIFFE ID
    static SSLContext context(IdentitySource source, String server)
            throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        TrustManager[] trust = {new BundleTrust(source, InstantSource.system(), server)};
        context.init(keys(source.current()), trust, null);
        return context;
    }

    private static KeyManager[] keys(WorkloadIdentity own)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "own", own.key(), NO_PASSWORD, own.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }
}
