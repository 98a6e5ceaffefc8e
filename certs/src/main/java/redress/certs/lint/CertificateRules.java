package redress.certs.lint;

import static redress.certs.lint.Rule.error;
import static redress.certs.lint.Rule.unless;
import static redress.certs.lint.Rule.warning;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.authority.Validity;

/// The rules for certificates, one row each.
///
/// `X509-SVID` and `SPIFFE-ID` are the standards of that name; `zero-trust` is this project's own
/// list of properties.
final class CertificateRules {
    private static final String SCHEME = "spiffe://";
    private static final int LONGEST_ID = 2048;
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9._-]{1,255}");
    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[a-zA-Z0-9._-]+)*+");

    static final List<Rule<Sample>> EVERY =
            List.of(
                    error(
                            "key-usage-critical",
                            "X509-SVID 4.3",
                            "a critical keyUsage",
                            sample ->
                                    unless(sample.isKeyUsageCritical(), "absent or not critical")),
                    error(
                            "key-algorithm",
                            "zero-trust 30",
                            "P-256, P-384, Ed25519 or RSA-3072",
                            CertificateRules::weakKey),
                    error(
                            "no-sha1",
                            "RFC 9155",
                            "a signature with SHA-2, or Ed25519",
                            sample ->
                                    unless(
                                            !hasWeakHash(sample),
                                            sample.certificate().getSigAlgName())),
                    error(
                            "validity-order",
                            "RFC 5280 4.1.2.5",
                            "notBefore before notAfter",
                            sample ->
                                    unless(
                                            validity(sample)
                                                    .notBefore()
                                                    .isBefore(validity(sample).notAfter()),
                                            text(validity(sample)))),
                    error(
                            "valid-now",
                            "RFC 5280 6.1.3",
                            "neither expired nor of the future",
                            sample ->
                                    unless(
                                            validity(sample).holdsAt(sample.criteria().now()),
                                            text(validity(sample)))),
                    error(
                            "chain",
                            "X509-SVID 5.1",
                            "signatures that lead to an anchor of the bundle",
                            sample -> unless(Chain.leadsToAnchor(sample), "no chain")));

    static final List<Rule<Sample>> LEAF =
            List.of(
                    error(
                            "one-uri",
                            "X509-SVID 2",
                            "exactly one URI name",
                            sample -> unless(sample.uris().size() == 1, sample.uris())),
                    uri("scheme", "SPIFFE-ID 2", "spiffe://", uri -> uri.startsWith(SCHEME)),
                    uri(
                            "trust-domain",
                            "SPIFFE-ID 2.1",
                            "1 to 255 of a-z 0-9 . - _, no port, no user",
                            uri -> DOMAIN.matcher(domain(uri)).matches()),
                    uri(
                            "no-root-path",
                            "X509-SVID 3.1",
                            "a path that names a workload",
                            uri -> path(uri).length() > 1),
                    uri(
                            "path",
                            "SPIFFE-ID 2.2",
                            "segments of a-z A-Z 0-9 . - _, neither . nor .., no escape or query",
                            uri -> PATH.matcher(path(uri)).matches() || path(uri).length() <= 1),
                    uri(
                            "id-length",
                            "SPIFFE-ID 2.3",
                            "at most 2048 bytes",
                            uri -> uri.length() <= LONGEST_ID),
                    error(
                            "leaf-ca",
                            "X509-SVID 4.1",
                            "cA=false",
                            sample -> unless(!sample.isAuthority(), "cA=true")),
                    error(
                            "leaf-signs-data",
                            "X509-SVID 4.3",
                            "keyUsage digitalSignature",
                            sample -> unless(sample.mayUse(KeyUsage.digitalSignature), "not set")),
                    error(
                            "leaf-signs-no-certificate",
                            "X509-SVID 4.3",
                            "neither keyCertSign nor cRLSign",
                            CertificateRules::signingUsage),
                    warning(
                            "purposes",
                            "X509-SVID 4.4",
                            "extendedKeyUsage",
                            sample -> unless(sample.purposes().isPresent(), "absent")),
                    error(
                            "both-purposes",
                            "X509-SVID 4.4",
                            "serverAuth and clientAuth",
                            CertificateRules::missingPurpose),
                    warning(
                            "life",
                            "zero-trust 19",
                            "a short life: a stolen key is of use as long",
                            CertificateRules::longLife));

    static final List<Rule<Sample>> AUTHORITY =
            List.of(
                    error(
                            "authority-ca",
                            "X509-SVID 4.1",
                            "cA=true",
                            sample -> unless(sample.isAuthority(), "cA=false")),
                    error(
                            "authority-signs",
                            "X509-SVID 4.3",
                            "keyUsage keyCertSign",
                            sample -> unless(sample.mayUse(KeyUsage.keyCertSign), "not set")),
                    warning(
                            "authority-named",
                            "X509-SVID 3.2",
                            "a URI name, the trust domain",
                            sample -> unless(!sample.uris().isEmpty(), "none")),
                    error(
                            "authority-uri",
                            "X509-SVID 3.2",
                            "at most one URI name, spiffe://<trust domain> without a path",
                            sample ->
                                    unless(
                                            sample.uris().size() <= 1
                                                    && sample.uris().stream()
                                                            .allMatch(CertificateRules::isDomain),
                                            sample.uris())));

    private CertificateRules() {}

    /// A rule about every URI name of a leaf.
    private static Rule<Sample> uri(
            String name, String source, String expected, Predicate<String> right) {
        return error(
                name,
                source,
                expected,
                sample -> sample.uris().stream().filter(uri -> !right.test(uri)));
    }

    private static String domain(String uri) {
        String rest = afterScheme(uri);
        return rest.substring(0, endOfDomain(rest));
    }

    private static String path(String uri) {
        String rest = afterScheme(uri);
        return rest.substring(endOfDomain(rest));
    }

    private static String afterScheme(String uri) {
        int end = uri.indexOf("://");
        return end < 0 ? uri : uri.substring(end + "://".length());
    }

    private static int endOfDomain(String rest) {
        int slash = rest.indexOf('/');
        return slash < 0 ? rest.length() : slash;
    }

    private static boolean isDomain(String uri) {
        return uri.startsWith(SCHEME)
                && path(uri).isEmpty()
                && DOMAIN.matcher(domain(uri)).matches();
    }

    private static Stream<String> weakKey(Sample sample) {
        try {
            KeyAlgorithm.of(sample.certificate().getPublicKey());
            return Stream.empty();
        } catch (CertsException e) {
            return Stream.of(sample.certificate().getPublicKey().getAlgorithm());
        }
    }

    private static boolean hasWeakHash(Sample sample) {
        String name = sample.certificate().getSigAlgName().toUpperCase(Locale.ROOT);
        return name.startsWith("SHA1") || name.startsWith("MD");
    }

    private static Stream<String> signingUsage(Sample sample) {
        return unless(
                !sample.mayUse(KeyUsage.keyCertSign) && !sample.mayUse(KeyUsage.cRLSign),
                sample.mayUse(KeyUsage.keyCertSign) ? "keyCertSign" : "cRLSign");
    }

    private static Stream<String> missingPurpose(Sample sample) {
        List<KeyPurposeId> wanted =
                List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
        return sample.purposes().stream()
                .filter(found -> !found.containsAll(wanted))
                .map(found -> "not both");
    }

    private static Stream<String> longLife(Sample sample) {
        Duration life = Duration.between(validity(sample).notBefore(), validity(sample).notAfter());
        Duration limit = sample.criteria().longestLife().plus(Validity.BACKDATED);
        return unless(life.compareTo(limit) <= 0, life);
    }

    private static Validity validity(Sample sample) {
        return Validity.of(sample.certificate());
    }

    private static String text(Validity validity) {
        return validity.notBefore() + " to " + validity.notAfter();
    }
}
