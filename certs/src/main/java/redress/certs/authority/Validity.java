package redress.certs.authority;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import redress.certs.CertsException;
import redress.certs.Reason;

/// From when to when a certificate holds, in whole seconds.
///
/// It begins [#BACKDATED] before the moment of issue, so that a peer whose clock is a little behind
/// accepts it.
public record Validity(Instant notBefore, Instant notAfter) {
    /// How long before its issue a certificate begins to hold.
    public static final Duration BACKDATED = Duration.ofSeconds(10);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /// What a certificate that is there says.
    public static Validity of(X509Certificate certificate) {
        return new Validity(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    }

    static void requireLife(Duration life) {
        if (life.compareTo(SHORTEST) < 0) {
            throw new CertsException(Reason.INVALID, "life", life, "at least one second");
        }
    }

    static Validity from(Instant now, Duration life) {
        requireLife(life);
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        return new Validity(issued.minus(BACKDATED), issued.plus(life));
    }

    /// Cut to the issuer's own, so that nothing outlives its issuer.
    Validity within(Validity issuer) {
        return new Validity(
                notBefore.isBefore(issuer.notBefore) ? issuer.notBefore : notBefore,
                notAfter.isAfter(issuer.notAfter) ? issuer.notAfter : notAfter);
    }

    /// Whether the moment lies inside, both ends included (RFC 5280, 4.1.2.5).
    public boolean holdsAt(Instant moment) {
        return !moment.isBefore(notBefore) && !moment.isAfter(notAfter);
    }
}
