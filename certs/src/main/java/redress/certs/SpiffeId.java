package redress.certs;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;

/// The identity of one workload, `spiffe://<trust domain>/<path>`.
///
/// Only what the SPIFFE-ID standard allows can be built: no root path, no empty, `.` or `..`
/// segment, no escapes, no query, no port, at most 2048 bytes. That a workload of this ID exists is
/// *not* promised.
///
/// @param path begins with `/`, segments of `a-z A-Z 0-9 . - _`
public record SpiffeId(TrustDomain trustDomain, String path) {
    private static final int LONGEST = 2048;
    private static final Pattern PATH =
            Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[a-zA-Z0-9._-]++)++");

    public SpiffeId {
        if (uri(trustDomain, path).length() > LONGEST || !PATH.matcher(path).matches()) {
            throw new CertsException(
                    Reason.INVALID,
                    "SPIFFE path",
                    path,
                    "/ and segments of a-z A-Z 0-9 . - _, neither . nor .., at most 2048 in all");
        }
    }

    /// Reads `spiffe://<trust domain>/<path>`, to the letter: nothing is normalised.
    public static SpiffeId parse(String uri) {
        int slash =
                uri.startsWith(TrustDomain.SCHEME)
                        ? uri.indexOf('/', TrustDomain.SCHEME.length())
                        : -1;
        if (slash < 0) {
            throw new CertsException(
                    Reason.INVALID, "SPIFFE ID", uri, "spiffe://<trust domain>/<path>");
        }
        return new SpiffeId(
                new TrustDomain(uri.substring(TrustDomain.SCHEME.length(), slash)),
                uri.substring(slash));
    }

    /// The ID of a leaf, from its only URI name (X509-SVID, 2). Neither chain nor validity is
    /// checked.
    public static SpiffeId of(X509Certificate leaf) {
        List<String> uris = AlternativeNames.URI.of(leaf);
        if (uris.size() != 1) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "URI names of the certificate", uris, "exactly one");
        }
        return parse(uris.getFirst());
    }

    /// The path without the first slash, which is also the common name in the workload's
    /// certificate: PostgreSQL maps that to a role, and must not take `ngo/console` for `console`.
    public String workloadName() {
        return path.substring(1);
    }

    @Override
    public String toString() {
        return uri(trustDomain, path);
    }

    private static String uri(TrustDomain trustDomain, String path) {
        return trustDomain.uri() + path;
    }
}
