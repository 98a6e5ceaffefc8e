package redress.mesh.access;

import io.grpc.Attributes;
import io.grpc.Metadata;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Where the certificate of a call's peer comes from; each way into the process has one.
public interface PeerSource {
    /// The certificate that the peer proved to hold; empty if there is none.
    ///
    /// @param connection what the transport knows of the connection
    Optional<X509Certificate> certificate(Attributes connection, Metadata headers);
}
