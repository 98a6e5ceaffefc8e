package redress.mesh.identity;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import redress.mesh.identity.RefusedCertificateException.Reason;

/// The authorities that a workload trusts, and nothing else: the JDK's own list plays no part.
///
/// A chain is checked by PKIX (RFC 5280, section 6). Revocation is *not* checked here.
///
/// @param certificates the authorities' certificates, at least one
public record TrustAnchors(List<X509Certificate> certificates) {

    public TrustAnchors {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("trust anchors: none (expected: at least one)");
        }
    }

    /// Returns normally only if the chain, leaf first, leads to one of the anchors.
    public void verify(List<X509Certificate> chain, Instant now)
            throws RefusedCertificateException {
        List<X509Certificate> path =
                chain.stream().filter(each -> !certificates.contains(each)).toList();
        if (path.isEmpty()) {
            throw untrusted(new GeneralSecurityException("no certificate below an anchor"));
        }
        try {
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters(path, now));
        } catch (GeneralSecurityException e) {
            throw untrusted(e);
        }
    }

    private PKIXParameters parameters(List<X509Certificate> path, Instant now)
            throws GeneralSecurityException {
        PKIXParameters parameters =
                new PKIXParameters(
                        certificates.stream()
                                .map(each -> new TrustAnchor(each, null))
                                .collect(Collectors.toSet()));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(moment(path, now)));
        return parameters;
    }

    /// Now, or up to the tolerated skew later, when the newest certificate begins.
    private static Instant moment(List<X509Certificate> path, Instant now) {
        return path.stream()
                .map(each -> each.getNotBefore().toInstant())
                .filter(from -> from.isAfter(now) && !from.isAfter(now.plus(Profile.CLOCK_SKEW)))
                .max(Instant::compareTo)
                .orElse(now);
    }

    private static RefusedCertificateException untrusted(GeneralSecurityException cause) {
        return new RefusedCertificateException(
                Reason.UNTRUSTED_CHAIN,
                "chain: %s (expected: leads to a trust anchor)".formatted(cause.getMessage()),
                cause);
    }
}
