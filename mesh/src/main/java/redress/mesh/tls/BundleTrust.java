package redress.mesh.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import redress.mesh.identity.IdentitySource;

/// Accepts servers that are no workloads (PostgreSQL, Keycloak) if the newest anchors vouch for
/// them.
///
/// On purpose not an `X509ExtendedTrustManager`: around a plain one the JDK itself checks the host
/// name when the client asks for it (`endpointIdentificationAlgorithm`).
final class BundleTrust implements X509TrustManager {

    private final IdentitySource source;
    private final InstantSource clock;

    BundleTrust(IdentitySource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        source.current().anchors().verify(List.of(chain), clock.instant());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("client: any (expected: none, this is a client's trust)");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return source.current().anchors().certificates().toArray(X509Certificate[]::new);
    }
}
