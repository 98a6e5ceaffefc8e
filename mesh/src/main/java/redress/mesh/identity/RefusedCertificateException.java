package redress.mesh.identity;

import java.security.cert.CertificateException;

/// A peer's certificate is not accepted. The reason is for logs and tests, never for the peer.
public final class RefusedCertificateException extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public RefusedCertificateException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    RefusedCertificateException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// Why a certificate is refused.
    public enum Reason {
        /// The peer presented none.
        NO_CERTIFICATE,
        /// Its validity begins in the future, by more than the tolerated clock skew.
        NOT_YET_VALID,
        /// Its validity is over.
        EXPIRED,
        /// It may sign certificates: an authority's own certificate is nobody's identity.
        AUTHORITY_CERTIFICATE,
        /// Its key usage is absent, not critical, or lacks digitalSignature.
        KEY_USAGE,
        /// Its extended key usage is not for both server and client.
        EXTENDED_KEY_USAGE,
        /// It names no URI, or several.
        NOT_ONE_URI,
        /// Its URI is no SPIFFE ID.
        MALFORMED_ID,
        /// Its SPIFFE ID belongs to another trust domain.
        OTHER_TRUST_DOMAIN,
        /// Its chain leads to no trust anchor.
        UNTRUSTED_CHAIN,
        /// Its issuer has revoked it, or an authority above it is revoked.
        REVOKED,
        /// Its issuer has published no list of what it revoked.
        REVOCATION_UNKNOWN,
        /// It is another workload's than the one that was called.
        OTHER_WORKLOAD
    }
}
