package redress.mesh.identity;

import java.util.regex.Pattern;

/// The name under which one authority issues identities, such as `redress.example`.
///
/// Only its form is checked. That an authority may speak for it is decided by the trust anchors.
///
/// @param name 1 to 255 characters of `a-z`, `0-9`, `.`, `-` and `_` (SPIFFE-ID, section 2.1)
public record TrustDomain(String name) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9._-]{1,255}");

    public TrustDomain {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "trust domain: %s (expected: lower-case letters, digits, '.', '-', '_')"
                            .formatted(name));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
