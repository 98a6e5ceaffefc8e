package redress.local.drill;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redress.certs.KeyAlgorithm;
import redress.certs.SpiffeId;
import redress.certs.authority.Authority;
import redress.certs.authority.Registration;
import redress.certs.workload.Agent;
import redress.certs.workload.Visit;
import redress.local.process.Pause;

/// Gives everyone a new certificate, waits until each was seen at work, and again.
final class Rotations {
    private final Authority authority;
    private final Proofs proofs;
    private final Duration interval;
    private final List<Long> nanos = new ArrayList<>();

    /// @param interval from one rotation to the next at least
    Rotations(Authority authority, Proofs proofs, Duration interval) {
        this.authority = authority;
        this.proofs = proofs;
        this.interval = interval;
    }

    void again(int times) {
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            proofs.await(rotateAll());
            long took = System.nanoTime() - begin;
            nanos.add(took);
            Duration left = interval.minusNanos(took);
            if (left.isPositive()) {
                Pause.of(left);
            }
        }
    }

    private Map<String, BigInteger> rotateAll() {
        var serials = new TreeMap<String, BigInteger>();
        for (Visit visit : new Agent(authority).rotateAll()) {
            switch (visit) {
                case Visit.Renewed renewed -> {
                    var leaf = renewed.certificate().leaf();
                    serials.put(SpiffeId.of(leaf).workloadName(), leaf.getSerialNumber());
                }
                case Visit.Failed failed -> throw failed.cause();
                case Visit.Refreshed _, Visit.Told _, Visit.Fresh _, Visit.Suspended _ -> {}
            }
        }
        return serials;
    }

    /// From now on everyone's next certificate is for a key of this kind.
    ///
    /// @param but for whom: Keycloak 26.7 reads keys of RSA and EC only
    void choose(KeyAlgorithm algorithm, String but) {
        authority.registrations().stream()
                .filter(each -> !each.id().workloadName().equals(but))
                .map(each -> each.withAlgorithm(algorithm))
                .forEach(authority::register);
    }

    /// As everyone was registered before the drill.
    void restore(List<Registration> before) {
        before.forEach(authority::register);
    }

    int done() {
        return nanos.size();
    }

    Finding finding(int wanted) {
        long longest = nanos.isEmpty() ? 0 : Collections.max(nanos);
        return new Finding(
                "rotations of every leaf",
                done() >= wanted,
                "%d of %d; each seen everywhere within %s"
                        .formatted(done(), wanted, Finding.seconds(longest)));
    }
}
