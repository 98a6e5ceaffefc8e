package redress.certs.authority;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import redress.certs.KeyAlgorithm;
import redress.certs.SpiffeId;

/// What the authority has decided about one workload: what its certificates say, and how it gets
/// them.
///
/// @param algorithm of the keys that the authority makes for it; a CSR may bring another
/// @param suspended after its certificates were revoked: it gets none until it is admitted again
public record Registration(
        Profile profile,
        KeyAlgorithm algorithm,
        Duration life,
        Delivery delivery,
        boolean suspended) {

    public Registration {
        Validity.requireLife(life);
    }

    /// Keys on P-256, the usual life, no folder.
    public static Registration of(Profile profile) {
        return new Registration(
                profile, KeyAlgorithm.P256, Authority.LEAF_LIFE, Delivery.onRequest(), false);
    }

    /// Of the same workload.
    public Registration withProfile(Profile other) {
        return new Registration(other, algorithm, life, delivery, suspended);
    }

    public Registration withAlgorithm(KeyAlgorithm other) {
        return new Registration(profile, other, life, delivery, suspended);
    }

    public Registration withLife(Duration other) {
        return new Registration(profile, algorithm, other, delivery, suspended);
    }

    public Registration withDelivery(Delivery other) {
        return new Registration(profile, algorithm, life, other, suspended);
    }

    Registration withSuspended(boolean now) {
        return new Registration(profile, algorithm, life, delivery, now);
    }

    public SpiffeId id() {
        return profile.id();
    }

    /// The folder the authority writes; empty for a workload that asks with a CSR.
    public Optional<Path> folder() {
        return Optional.ofNullable(delivery.folder());
    }
}
