package redress.certs.status;

import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;

/// A revocation list.
///
/// @param age since it was published
/// @param usedPercent of its life
public record CrlStatus(Duration age, long usedPercent) {
    static CrlStatus of(X509CRL list, Instant now) {
        return new CrlStatus(
                Duration.between(list.getThisUpdate().toInstant(), now),
                Age.of(list, now).percent());
    }
}
