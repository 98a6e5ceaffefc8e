package redress.mesh.identity;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a workload: `spiffe://<trust domain>/<path>`.
///
/// Stricter than the SPIFFE-ID standard in one point: a path has no upper-case letters, so that two
/// names never differ by case alone. A well-formed ID says nothing about who presents it.
///
/// @param trustDomain the domain whose authority vouches for the name
/// @param path starts with `/`, never empty, without empty or dot segments
public record SpiffeId(TrustDomain trustDomain, String path) {

    private static final int LONGEST = 2048;
    private static final Pattern FORM =
            Pattern.compile("spiffe://([a-z0-9._-]{1,255})((?:/[a-z0-9._-]+)+)");
    private static final Pattern PATH = Pattern.compile("(?:/[a-z0-9._-]+)+");
    private static final List<String> DOTS = List.of(".", "..");

    public SpiffeId {
        if (!PATH.matcher(path).matches() || hasDots(path)) {
            throw malformed("spiffe://" + trustDomain + path);
        }
    }

    /// Reads the written form.
    ///
    /// @throws IllegalArgumentException on any other scheme, an empty or root path, user, port,
    ///   query, fragment, percent-encoding, upper-case letters, or more than 2048 characters
    public static SpiffeId parse(String text) {
        if (text.length() > LONGEST) {
            throw malformed(text.substring(0, 64) + "…");
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw malformed(text);
        }
        return new SpiffeId(new TrustDomain(parts.group(1)), parts.group(2));
    }

    /// The path without its leading slash: `case-service` for
    /// `spiffe://redress.example/case-service`.
    public String workload() {
        return path.substring(1);
    }

    @Override
    public String toString() {
        return "spiffe://" + trustDomain + path;
    }

    private static boolean hasDots(String path) {
        return List.of(path.split("/", -1)).stream().anyMatch(DOTS::contains);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "SPIFFE ID: %s (expected: spiffe://<trust domain>/<path>, lower-case)"
                        .formatted(text));
    }
}
