package redress.certs.lint;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a certificate is judged by besides the standards.
///
/// @param anchors where its chain should lead; empty: not judged
/// @param longestLife of a leaf, before a warning
public record Criteria(Instant now, List<X509Certificate> anchors, Duration longestLife) {
    /// That of the infrastructure's certificates; workloads should have far less.
    public static final Duration LONGEST_LIFE = Duration.ofDays(90);

    public Criteria {
        anchors = List.copyOf(anchors);
    }

    Criteria withAnchors(List<X509Certificate> others) {
        return new Criteria(now, others, longestLife);
    }
}
