package redress.mesh.identity;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import redress.mesh.identity.RefusedCertificateException.Reason;

/// Verifies the chains of peers, and remembers those that were good: only the time is looked at
/// again. What one was verified against never changes; with new anchors or lists comes a new
/// object.
final class VerifiedPeers {

    private static final int MOST = 4096;

    private final Map<List<X509Certificate>, Verified> verified = new ConcurrentHashMap<>();
    private final TrustDomain trustDomain;
    private final TrustAnchors anchors;
    private final Revocations revocations;

    VerifiedPeers(TrustDomain trustDomain, TrustAnchors anchors, Revocations revocations) {
        this.trustDomain = trustDomain;
        this.anchors = anchors;
        this.revocations = revocations;
    }

    PeerIdentity verify(List<X509Certificate> chain, Instant now)
            throws RefusedCertificateException {
        if (chain.isEmpty()) {
            throw new RefusedCertificateException(
                    Reason.NO_CERTIFICATE, "peer certificate: none (expected: X.509)");
        }
        Verified known = verified.get(chain);
        if (known != null && known.holdsAt(now)) {
            return known.peer();
        }
        PeerIdentity peer = PeerIdentity.of(chain.getFirst(), trustDomain, now);
        TrustAnchors.Path path = anchors.verify(chain, now);
        revocations.require(path);
        remember(chain, Verified.of(peer, path));
        return peer;
    }

    int size() {
        return verified.size();
    }

    private void remember(List<X509Certificate> chain, Verified peer) {
        if (verified.size() >= MOST) {
            verified.clear();
        }
        verified.put(List.copyOf(chain), peer);
    }

    /// Good from the latest beginning to the earliest end of all certificates on the way.
    private record Verified(PeerIdentity peer, Instant from, Instant until) {

        static Verified of(PeerIdentity peer, TrustAnchors.Path path) {
            Comparator<Instant> order = Comparator.naturalOrder();
            List<X509Certificate> all = path.withAnchor();
            Instant from =
                    all.stream()
                            .map(each -> each.getNotBefore().toInstant())
                            .max(order)
                            .orElseThrow();
            Instant until =
                    all.stream()
                            .map(each -> each.getNotAfter().toInstant())
                            .min(order)
                            .orElseThrow();
            return new Verified(peer, from.minus(Profile.CLOCK_SKEW), until);
        }

        boolean holdsAt(Instant now) {
            return !now.isBefore(from) && !now.isAfter(until);
        }
    }
}
