package redress.mesh.identity;

import java.security.cert.X509Certificate;
import java.time.Instant;

/// Who a peer is, according to its certificate, at one moment.
///
/// The chain and its revocation are *not* checked here: [WorkloadIdentity#verify] does, and is the
/// one to ask on every call.
///
/// @param id the one SPIFFE ID of the certificate
/// @param serial the certificate's serial number in hexadecimal
/// @param notAfter the end of the certificate's validity
public record PeerIdentity(SpiffeId id, String serial, Instant notAfter) {

    /// Reads the identity from a certificate that is valid now and fits the profile.
    static PeerIdentity of(X509Certificate certificate, TrustDomain trustDomain, Instant now)
            throws RefusedCertificateException {
        Profile.requireValid(certificate, now);
        return new PeerIdentity(
                Profile.requireWorkload(certificate, trustDomain),
                certificate.getSerialNumber().toString(16),
                certificate.getNotAfter().toInstant());
    }

    /// The workload's name: the SPIFFE ID's path without its leading slash.
    public String workload() {
        return id.workload();
    }
}
