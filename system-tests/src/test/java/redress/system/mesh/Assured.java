package redress.system.mesh;

import java.time.Duration;
import java.time.Instant;

/// How surely a user identified, and how long ago, as the realm would say it in a token.
public enum Assured {
    PASSWORD(1, Duration.ZERO),
    CODE(2, Duration.ZERO),
    PASSKEY(3, Duration.ZERO),
    /// With a passkey, but not lately.
    STALE_PASSKEY(3, Duration.ofHours(9));

    private final int acr;
    private final Duration age;

    Assured(int acr, Duration age) {
        this.acr = acr;
        this.age = age;
    }

    public int acr() {
        return acr;
    }

    public Duration age() {
        return age;
    }

    /// A token of a password turned into one of this level. How a person gets there is shown in a
    /// browser: see the scenario of step-up.
    String token(RealmKey realm, String genuine) {
        return realm.resigned(
                genuine,
                claims ->
                        claims.put("acr", Integer.toString(acr))
                                .put("auth_time", Instant.now().minus(age).getEpochSecond()));
    }
}
