package redress.mesh.identity;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import redress.mesh.identity.RefusedCertificateException.Reason;

/// Who a peer is, according to its certificate, at one moment.
///
/// Cheap enough for every call, and meant for it: a connection outlives the validity of the
/// certificate it was opened with. The chain is *not* checked here: that happened in the handshake
/// ([WorkloadIdentity#verify] repeats it).
///
/// @param id the one SPIFFE ID of the certificate
/// @param serial the certificate's serial number in hexadecimal
/// @param notAfter the end of the certificate's validity
public record PeerIdentity(SpiffeId id, String serial, Instant notAfter) {

    /// Reads the identity from a certificate that is valid now and fits the profile.
    public static PeerIdentity of(X509Certificate certificate, TrustDomain trustDomain, Instant now)
            throws RefusedCertificateException {
        Profile.requireValid(certificate, now);
        return new PeerIdentity(
                Profile.requireWorkload(certificate, trustDomain),
                certificate.getSerialNumber().toString(16),
                certificate.getNotAfter().toInstant());
    }

    /// The same for the peer at the other end of a TLS session.
    public static PeerIdentity of(SSLSession session, TrustDomain trustDomain, Instant now)
            throws RefusedCertificateException {
        return of(certificateOf(session), trustDomain, now);
    }

    /// The workload's name: the SPIFFE ID's path without its leading slash.
    public String workload() {
        return id.workload();
    }

    private static X509Certificate certificateOf(SSLSession session)
            throws RefusedCertificateException {
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (chain.length > 0 && chain[0] instanceof X509Certificate leaf) {
                return leaf;
            }
        } catch (SSLPeerUnverifiedException e) {
            throw new RefusedCertificateException(
                    Reason.NO_CERTIFICATE, "peer certificate: none (expected: X.509)", e);
        }
        throw new RefusedCertificateException(
                Reason.NO_CERTIFICATE, "peer certificate: none (expected: X.509)");
    }
}
