package redress.certs.authority;

import java.nio.file.Path;
import redress.certs.MovableClock;
import redress.certs.TrustDomain;

/// A fresh authority of `redress.local` on a clock that the test moves.
public record AuthorityFixture(MovableClock clock, Authority authority) {
    public static final String PASSPHRASE = "only for tests";

    public static AuthorityFixture in(Path dir) {
        var clock = new MovableClock();
        return new AuthorityFixture(
                clock, Authority.create(dir, TrustDomain.DEFAULT, PASSPHRASE.toCharArray(), clock));
    }
}
