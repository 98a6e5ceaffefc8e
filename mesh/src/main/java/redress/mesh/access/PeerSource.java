package redress.mesh.access;

import io.grpc.Attributes;
import io.grpc.Metadata;
import java.security.cert.X509Certificate;
import java.util.List;

/// Where the certificates of a call's peer come from; each way into the process has one.
public interface PeerSource {
    /// The chain that the peer presented, leaf first, whose key it proved to hold; empty if there
    /// is none.
    ///
    /// @param connection what the transport knows of the connection
    List<X509Certificate> chain(Attributes connection, Metadata headers);
}
