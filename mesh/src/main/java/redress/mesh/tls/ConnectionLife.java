package redress.mesh.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How long a connection that this process serves may live.
///
/// @param age after which its client is asked to open a new one
/// @param grace how long its calls and streams may go on then
record ConnectionLife(Duration age, Duration grace) {

    private static final double LIFE_TO_USE = 0.8;

    /// Whether its client is to open a new one: this one is old, or the client should have a newer
    /// certificate by now. One that was opened later than that stays: the client has no newer
    /// certificate, and its next connection would be no better.
    ///
    /// @param peer the chain that the client presented, leaf first; empty for a browser
    boolean isDue(Instant opened, List<X509Certificate> peer, Instant now) {
        return !now.isBefore(opened.plus(age)) || isLate(opened, peer, now);
    }

    /// Whether it ends now, whatever runs on it.
    boolean isOver(Instant opened, Instant now) {
        return !now.isBefore(opened.plus(age).plus(grace));
    }

    private static boolean isLate(Instant opened, List<X509Certificate> peer, Instant now) {
        if (peer.isEmpty()) {
            return false;
        }
        Instant late = late(peer.getFirst());
        return opened.isBefore(late) && !now.isBefore(late);
    }

    private static Instant late(X509Certificate leaf) {
        Instant from = leaf.getNotBefore().toInstant();
        Duration life = Duration.between(from, leaf.getNotAfter().toInstant());
        return from.plusMillis((long) (life.toMillis() * LIFE_TO_USE));
    }
}
