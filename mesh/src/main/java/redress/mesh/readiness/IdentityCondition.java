package redress.mesh.readiness;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.RefusedCertificateException;
import redress.mesh.identity.UnusableIdentityException;
import redress.mesh.identity.WorkloadIdentity;

/// What will hurt soon about an identity, found before it does.
///
/// @param findings what was looked at, and `ok` or what is wrong with it
record IdentityCondition(Map<String, String> findings) {

    private static final String OK = "ok";
    private static final double LIFE_TO_USE = 0.8;
    private static final Duration ROLLOVER = Duration.ofDays(60);

    /// Many times the interval between two looks.
    private static final Duration LONGEST_WITHOUT_LOOK = Duration.ofSeconds(10);

    /// An anchor that lives for days or weeks, as SPIRE's do, is due in the last fifth of its life.
    private static final int LAST_FIFTH = 5;

    IdentityCondition {
        findings = Map.copyOf(findings);
    }

    static IdentityCondition of(IdentitySource source, Instant now) {
        WorkloadIdentity own = source.current();
        Map<String, String> findings = new LinkedHashMap<>();
        findings.put("certificate", certificate(own.leaf(), now));
        findings.put("reload", reload(source.lastFailure()));
        findings.put("look", look(source.lastLook(), now));
        findings.put("anchor", anchor(own, now));
        findings.put("crl", crl(own, now));
        return new IdentityCondition(findings);
    }

    boolean isGood() {
        return findings.values().stream().allMatch(OK::equals);
    }

    private static String certificate(X509Certificate leaf, Instant now) {
        Instant from = leaf.getNotBefore().toInstant();
        Duration life = Duration.between(from, leaf.getNotAfter().toInstant());
        Duration used = Duration.between(from, now);
        return used.toMillis() <= life.toMillis() * LIFE_TO_USE
                ? OK
                : "past 80 % of its life, until " + leaf.getNotAfter().toInstant();
    }

    private static String reload(Optional<UnusableIdentityException> failure) {
        return failure.map(each -> each.reason().name()).orElse(OK);
    }

    private static String look(Instant last, Instant now) {
        return Duration.between(last, now).compareTo(LONGEST_WITHOUT_LOOK) <= 0
                ? OK
                : "files not looked at since " + last;
    }

    private static String anchor(WorkloadIdentity own, Instant now) {
        try {
            X509Certificate anchor = own.anchors().verify(own.chain(), now).anchor();
            Instant until = anchor.getNotAfter().toInstant();
            return until.minus(notice(anchor)).isAfter(now) ? OK : "expires " + until;
        } catch (RefusedCertificateException e) {
            return e.reason().name();
        }
    }

    private static Duration notice(X509Certificate anchor) {
        Duration fifth =
                Duration.between(
                                anchor.getNotBefore().toInstant(), anchor.getNotAfter().toInstant())
                        .dividedBy(LAST_FIFTH);
        return fifth.compareTo(ROLLOVER) < 0 ? fifth : ROLLOVER;
    }

    private static String crl(WorkloadIdentity own, Instant now) {
        return own.revocations().staleAt(now).map(stale -> "stale: " + stale).orElse(OK);
    }
}
