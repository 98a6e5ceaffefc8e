package redress.certs;

import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;

/// Who signed what: by name and by signature. Validity and revocation are *not* looked at.
public final class Signatures {
    private Signatures() {}

    /// Whether an authority issued the certificate; false for an issuer that is no authority.
    public static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        if (issuer.getBasicConstraints() < 0
                || !certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Whether an authority signed the revocation list.
    public static boolean isSignedBy(X509CRL list, X509Certificate issuer) {
        if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            list.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
