package redress.certs.lint;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import redress.certs.Signatures;

/// Whether signatures lead from a certificate to an anchor. Validity and revocation have rules of
/// their own.
final class Chain {
    private static final int LONGEST = 8;

    private Chain() {}

    /// True also when there is nothing to lead to.
    static boolean leadsToAnchor(Sample sample) {
        return sample.criteria().anchors().isEmpty()
                || leads(sample.certificate(), sample.rest(), sample.criteria().anchors(), LONGEST);
    }

    private static boolean leads(
            X509Certificate certificate,
            List<X509Certificate> rest,
            List<X509Certificate> anchors,
            int steps) {
        if (anchors.contains(certificate)
                || anchors.stream()
                        .anyMatch(anchor -> Signatures.isSignedBy(certificate, anchor))) {
            return true;
        }
        Stream<X509Certificate> above =
                rest.stream()
                        .filter(issuer -> !issuer.equals(certificate))
                        .filter(issuer -> Signatures.isSignedBy(certificate, issuer));
        return steps > 0 && above.anyMatch(issuer -> leads(issuer, rest, anchors, steps - 1));
    }
}
