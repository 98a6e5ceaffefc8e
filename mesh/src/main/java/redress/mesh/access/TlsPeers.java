package redress.mesh.access;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// Peers of the gRPC port: their certificates are in the TLS session of the connection.
public final class TlsPeers implements PeerSource {
    @Override
    public List<X509Certificate> chain(Attributes connection, Metadata headers) {
        return of(connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
    }

    /// The chain that the peer of a TLS session presented, leaf first; empty if there is none.
    public static List<X509Certificate> of(@Nullable SSLSession session) {
        if (session == null) {
            return List.of();
        }
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
