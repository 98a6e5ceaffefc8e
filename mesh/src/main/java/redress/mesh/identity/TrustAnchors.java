package redress.mesh.identity;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /// The way from a leaf to the anchor that vouches for it.
    ///
    /// @param certificates leaf first, the anchor left out
    /// @param anchor the anchor
    public record Path(List<X509Certificate> certificates, X509Certificate anchor) {

        public Path {
            certificates = List.copyOf(certificates);
        }

        List<X509Certificate> withAnchor() {
            return Stream.concat(certificates.stream(), Stream.of(anchor)).toList();
        }
    }

    /// The way on which the chain, leaf first, leads to one of the anchors.
    public Path verify(List<X509Certificate> chain, Instant now)
            throws RefusedCertificateException {
        List<X509Certificate> path =
                chain.stream().filter(each -> !certificates.contains(each)).toList();
        if (path.isEmpty()) {
            throw untrusted(new GeneralSecurityException("no certificate below an anchor"));
        }
        try {
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
            var result =
                    (PKIXCertPathValidatorResult)
                            CertPathValidator.getInstance("PKIX")
                                    .validate(certPath, parameters(path, now));
            return new Path(path, live(result.getTrustAnchor().getTrustedCert(), now));
        } catch (GeneralSecurityException e) {
            throw untrusted(e);
        }
    }

    /// Whether the authority is one of the anchors or below one.
    boolean vouchFor(X509Certificate authority, Instant now) {
        if (certificates.contains(authority)) {
            return true;
        }
        try {
            var _ = verify(List.of(authority), now);
            return true;
        } catch (RefusedCertificateException e) {
            return false;
        }
    }

    /// PKIX does not look at an anchor's own validity.
    private static X509Certificate live(X509Certificate anchor, Instant now)
            throws CertificateExpiredException {
        if (anchor.getNotAfter().toInstant().isBefore(now)) {
            throw new CertificateExpiredException("the anchor has expired");
        }
        return anchor;
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
