package redress.mesh.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redress.mesh.identity.RefusedCertificateException.Reason;

/// What the certificate of a workload must look like (X.509-SVID, sections 2 to 4).
final class Profile {

    /// A peer whose clock is this much ahead may have issued a certificate that is not valid yet
    /// here. Nothing is granted after the end of validity.
    static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final String KEY_USAGE_OID = "2.5.29.15";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;
    private static final Set<String> SERVER_AND_CLIENT =
            Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    private static final int URI_NAME = 6;

    private Profile() {}

    static void requireValid(X509Certificate certificate, Instant now)
            throws RefusedCertificateException {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (from.isAfter(now.plus(CLOCK_SKEW))) {
            throw refused(Reason.NOT_YET_VALID, "certificate not before", from, "now or earlier");
        }
        if (until.isBefore(now)) {
            throw refused(Reason.EXPIRED, "certificate not after", until, "now or later");
        }
    }

    static SpiffeId requireWorkload(X509Certificate certificate, TrustDomain trustDomain)
            throws RefusedCertificateException {
        SpiffeId id = requireWorkload(certificate);
        if (!id.trustDomain().equals(trustDomain)) {
            throw refused(Reason.OTHER_TRUST_DOMAIN, "trust domain", id.trustDomain(), trustDomain);
        }
        return id;
    }

    static SpiffeId requireWorkload(X509Certificate certificate)
            throws RefusedCertificateException {
        requireUsages(certificate);
        List<String> uris = uris(certificate);
        if (uris.size() != 1) {
            throw refused(Reason.NOT_ONE_URI, "URI names", uris.size(), "exactly one");
        }
        try {
            return SpiffeId.parse(uris.getFirst());
        } catch (IllegalArgumentException e) {
            throw new RefusedCertificateException(
                    Reason.MALFORMED_ID, String.valueOf(e.getMessage()), e);
        }
    }

    /// The URI names among the subject alternative names.
    static List<String> uris(X509Certificate certificate) throws RefusedCertificateException {
        try {
            return names(certificate.getSubjectAlternativeNames())
                    .filter(name -> name.get(0).equals(URI_NAME))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            throw new RefusedCertificateException(
                    Reason.MALFORMED_ID, "subject alternative names: unreadable", e);
        }
    }

    private static Stream<List<?>> names(@Nullable Collection<List<?>> names) {
        return names == null ? Stream.empty() : names.stream();
    }

    private static void requireUsages(X509Certificate certificate)
            throws RefusedCertificateException {
        boolean @Nullable [] usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() >= 0
                || allows(usage, KEY_CERT_SIGN)
                || allows(usage, CRL_SIGN)) {
            throw refused(Reason.AUTHORITY_CERTIFICATE, "certificate", "an authority's", "a leaf");
        }
        if (!isCritical(certificate) || !allows(usage, DIGITAL_SIGNATURE)) {
            throw refused(Reason.KEY_USAGE, "key usage", "other", "critical, digitalSignature");
        }
        requireServerAndClient(certificate);
    }

    private static boolean isCritical(X509Certificate certificate) {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        return critical != null && critical.contains(KEY_USAGE_OID);
    }

    private static boolean allows(boolean @Nullable [] usage, int bit) {
        return usage != null && usage.length > bit && usage[bit];
    }

    private static void requireServerAndClient(X509Certificate certificate)
            throws RefusedCertificateException {
        List<String> purposes;
        try {
            purposes = certificate.getExtendedKeyUsage();
        } catch (CertificateParsingException e) {
            throw new RefusedCertificateException(
                    Reason.EXTENDED_KEY_USAGE, "extended key usage: unreadable", e);
        }
        if (purposes == null || !purposes.containsAll(SERVER_AND_CLIENT)) {
            throw refused(
                    Reason.EXTENDED_KEY_USAGE,
                    "extended key usage",
                    purposes == null ? "none" : purposes,
                    "server and client");
        }
    }

    private static RefusedCertificateException refused(
            Reason reason, String what, Object value, Object expected) {
        return new RefusedCertificateException(
                reason, "%s: %s (expected: %s)".formatted(what, value, expected));
    }
}
