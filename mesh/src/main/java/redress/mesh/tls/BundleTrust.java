package redress.mesh.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.RefusedCertificateException;
import redress.mesh.identity.RefusedCertificateException.Reason;
import redress.mesh.tls.OpenConnections.Side;

/// Accepts one server that is no workload of ours (PostgreSQL, Keycloak): the newest anchors vouch
/// for it and its SPIFFE ID is the expected one, so that no workload can pose as it.
///
/// On purpose not an `X509ExtendedTrustManager`: around a plain one the JDK itself checks the host
/// name when the client asks for it (`endpointIdentificationAlgorithm`).
final class BundleTrust implements X509TrustManager {

    private final IdentitySource source;
    private final InstantSource clock;
    private final String name;

    /// @param name name of the server, the path of its SPIFFE ID
    BundleTrust(IdentitySource source, InstantSource clock, String name) {
        this.source = source;
        this.clock = clock;
        this.name = name;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        try {
            requireServer(List.of(chain));
        } catch (RefusedCertificateException e) {
            TlsCounters.refused(e, Side.CLIENT);
            throw e;
        }
    }

    private void requireServer(List<X509Certificate> chain) throws RefusedCertificateException {
        var server = source.current().verify(chain, clock.instant());
        if (!server.workload().equals(name)) {
            throw new RefusedCertificateException(
                    Reason.OTHER_WORKLOAD,
                    "server: %s (expected: %s)".formatted(server.workload(), name));
        }
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
