package redress.mesh.identity;

import java.nio.file.Path;

/// The files of a workload's identity can't be used. Messages never contain key material.
public final class UnusableIdentityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    UnusableIdentityException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    UnusableIdentityException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static UnusableIdentityException of(Reason reason, Path what, String value, String expected) {
        return new UnusableIdentityException(
                reason, "%s: %s (expected: %s)".formatted(what, value, expected));
    }

    public Reason reason() {
        return reason;
    }

    /// What is wrong with the files.
    public enum Reason {
        /// A file is missing or may not be read.
        UNREADABLE_FILE,
        /// `tls.crt` or `bundle.pem` holds no whole X.509 certificate in PEM.
        MALFORMED_CERTIFICATE,
        /// `tls.key` holds no PKCS#8 key in PEM, or one of another algorithm than the
        /// certificate's.
        MALFORMED_KEY,
        /// The key is not the certificate's.
        KEY_MISMATCH,
        /// The certificate is outside the profile of a workload, or not valid now.
        REFUSED_CERTIFICATE,
        /// The chain leads to none of the anchors.
        UNTRUSTED_CHAIN,
        /// An anchor is no authority, or of another trust domain, or all have expired.
        UNUSABLE_ANCHOR,
        /// `crl.pem` holds no whole X.509 CRL in PEM, or one that is no whole list of its issuer.
        MALFORMED_CRL,
        /// A list is not signed by the issuer that it names.
        BAD_CRL_SIGNATURE,
        /// A list's issuer is no anchor nor below one, or may not sign lists.
        FOREIGN_CRL,
        /// A list's next update is overdue, or it comes from the future.
        STALE_CRL,
        /// A list is older than the one in use.
        OLDER_CRL,
        /// There is no `crl.pem`, or no list of an issuer that had one and is still trusted.
        MISSING_CRL
    }
}
