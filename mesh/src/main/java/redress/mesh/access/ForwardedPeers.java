package redress.mesh.access;

import io.grpc.Attributes;
import io.grpc.Metadata;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Peers of doors inside this process, which hand on the certificate of their own TLS session.
///
/// Only for the in-process server: no header from the network ever reaches it.
public final class ForwardedPeers implements PeerSource {
    private static final Metadata.Key<byte[]> CERTIFICATE =
            Metadata.Key.of("redress-peer-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /// Notes the certificate of the door's peer in the headers of a call.
    public static void forward(X509Certificate certificate, Metadata headers) {
        try {
            headers.put(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("certificate of a TLS session can't be encoded", e);
        }
    }

    @Override
    public Optional<X509Certificate> certificate(Attributes connection, Metadata headers) {
        byte[] encoded = headers.get(CERTIFICATE);
        return encoded == null ? Optional.empty() : Optional.of(decode(encoded));
    }

    private static X509Certificate decode(byte[] encoded) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw new IllegalStateException("forwarded certificate can't be decoded", e);
        }
    }
}
