package redress.mesh.access;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// Peers of the gRPC port: their certificate is in the TLS session of the connection.
public final class TlsPeers implements PeerSource {
    @Override
    public Optional<X509Certificate> certificate(Attributes connection, Metadata headers) {
        return of(connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
    }

    /// The peer's certificate in a TLS session.
    public static Optional<X509Certificate> of(
            @org.jspecify.annotations.Nullable SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
