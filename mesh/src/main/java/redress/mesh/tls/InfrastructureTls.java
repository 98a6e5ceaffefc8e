package redress.mesh.tls;

import java.security.GeneralSecurityException;
import java.time.InstantSource;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import redress.mesh.identity.IdentitySource;

/// TLS towards a server that is no workload of ours (PostgreSQL, Keycloak), with the identity of
/// this moment: TLS 1.3 only, the server pinned by its SPIFFE ID.
final class InfrastructureTls {
    private InfrastructureTls() {}

    /// @param server name of the server, the path of its SPIFFE ID
    static SSLContext context(IdentitySource source, String server)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        TrustManager[] trust = {new BundleTrust(source, InstantSource.system(), server)};
        context.init(new KeyManager[] {OwnKeys.of(source.current())}, trust, null);
        return context;
    }
}
