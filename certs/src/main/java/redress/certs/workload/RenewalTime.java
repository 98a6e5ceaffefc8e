package redress.certs.workload;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import redress.certs.authority.Validity;

/// When a certificate is to be renewed: at half of its life and up to a tenth later, by its serial
/// number.
///
/// So certificates issued together are not renewed together, and one certificate always has one
/// time.
public final class RenewalTime {
    private static final int JITTER_STEPS = 1024;
    private static final int JITTER_SHARE = 10;

    private RenewalTime() {}

    public static Instant of(X509Certificate leaf) {
        Validity validity = Validity.of(leaf);
        Instant issued = validity.notBefore().plus(Validity.BACKDATED);
        Duration life = Duration.between(issued, validity.notAfter());
        int step = Math.floorMod(leaf.getSerialNumber().intValue(), JITTER_STEPS);
        Duration jitter = life.multipliedBy(step).dividedBy((long) JITTER_STEPS * JITTER_SHARE);
        return issued.plus(life.dividedBy(2)).plus(jitter);
    }
}
