package redress.mesh.access;

import io.grpc.Attributes;
import io.grpc.Metadata;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/// Peers of doors inside this process, which hand on the certificates of their own TLS session.
///
/// Only for the in-process server: no header from the network ever reaches it.
public final class ForwardedPeers implements PeerSource {
    private static final String FORM = "PkiPath";
    private static final Metadata.Key<byte[]> CHAIN =
            Metadata.Key.of("redress-peer-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /// Notes the chain of the door's peer, leaf first, in the headers of a call.
    public static void forward(List<X509Certificate> chain, Metadata headers) {
        try {
            headers.put(CHAIN, factory().generateCertPath(chain).getEncoded(FORM));
        } catch (CertificateException e) {
            throw new IllegalStateException("chain of a TLS session can't be encoded", e);
        }
    }

    @Override
    public List<X509Certificate> chain(Attributes connection, Metadata headers) {
        byte[] encoded = headers.get(CHAIN);
        return encoded == null ? List.of() : decode(encoded);
    }

    private static List<X509Certificate> decode(byte[] encoded) {
        try {
            return factory()
                    .generateCertPath(new ByteArrayInputStream(encoded), FORM)
                    .getCertificates()
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IllegalStateException("forwarded chain can't be decoded", e);
        }
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }
}
