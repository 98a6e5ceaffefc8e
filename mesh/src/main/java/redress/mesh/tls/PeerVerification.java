package redress.mesh.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.RefusedCertificateException;
import redress.mesh.identity.RefusedCertificateException.Reason;
import redress.mesh.identity.SpiffeId;
import redress.mesh.identity.WorkloadIdentity;

/// Accepts workloads of the own trust domain only, by SPIFFE ID and never by DNS name.
///
/// As a server it accepts any such workload: which of them may call what is the gate's decision. As
/// a client it accepts the one expected server; without an expectation it accepts none.
final class PeerVerification extends X509ExtendedTrustManager {

    private final WorkloadIdentity own;
    private final Optional<SpiffeId> expectedServer;
    private final InstantSource clock;

    private PeerVerification(
            WorkloadIdentity own, Optional<SpiffeId> expectedServer, InstantSource clock) {
        this.own = own;
        this.expectedServer = expectedServer;
        this.clock = clock;
    }

    static PeerVerification ofClients(WorkloadIdentity own, InstantSource clock) {
        return new PeerVerification(own, Optional.empty(), clock);
    }

    static PeerVerification ofServer(WorkloadIdentity own, SpiffeId expected, InstantSource clock) {
        return new PeerVerification(own, Optional.of(expected), clock);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        own.verify(List.of(chain), clock.instant());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        PeerIdentity server = own.verify(List.of(chain), clock.instant());
        if (!expectedServer.equals(Optional.of(server.id()))) {
            throw new RefusedCertificateException(
                    Reason.OTHER_WORKLOAD,
                    "server: %s (expected: %s)"
                            .formatted(
                                    server.id(),
                                    expectedServer.map(SpiffeId::toString).orElse("none")));
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return own.anchors().certificates().toArray(X509Certificate[]::new);
    }
}
