package redress.certs.status;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import redress.certs.authority.Validity;

/// How much of a life is over.
///
/// @param percent 100 or more: it ended
record Age(long percent) {
    private static final int WHOLE = 100;

    static Age of(X509Certificate certificate, Instant now) {
        Validity validity = Validity.of(certificate);
        return of(validity.notBefore().plus(Validity.BACKDATED), validity.notAfter(), now);
    }

    static Age of(X509CRL list, Instant now) {
        Instant begin = list.getThisUpdate().toInstant().plus(Validity.BACKDATED);
        return list.getNextUpdate() == null
                ? new Age(WHOLE)
                : of(begin, list.getNextUpdate().toInstant(), now);
    }

    static Age of(Instant begin, Instant end, Instant now) {
        long life = Math.max(1, Duration.between(begin, end).toSeconds());
        long used = Duration.between(begin, now).toSeconds();
        return new Age(now.isAfter(end) ? WHOLE : Math.clamp(WHOLE * used / life, 0, WHOLE));
    }

    boolean isOver(int share) {
        return percent > share;
    }

    boolean isWhole() {
        return percent >= WHOLE;
    }
}
