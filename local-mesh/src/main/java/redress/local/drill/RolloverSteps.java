package redress.local.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import redress.certs.CertsException;
import redress.certs.Reason;
import redress.certs.authority.Authority;
import redress.certs.authority.Evidence;
import redress.certs.authority.Generation;
import redress.certs.authority.Rollover;
import redress.certs.evidence.Collected;
import redress.certs.workload.Agent;
import redress.certs.workload.Visit;
import redress.local.process.Pause;

/// The steps from the root that signs to a new one, each as soon as everybody is ready for it.
final class RolloverSteps {
    /// Keycloak looks at its files every 30 s.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(500);

    private final Authority authority;
    private final Rollover rollover;
    private final List<Finding> findings = new ArrayList<>();

    RolloverSteps(Authority authority) {
        this.authority = authority;
        this.rollover = authority.rollover();
    }

    /// Prepares the next one, and shows that it cannot sign before everybody trusts it.
    Generation prepare() {
        Generation next = step("prepare", rollover::prepare);
        refuses(
                "activating it before everybody trusts it",
                () -> rollover.activate(next.number(), evidence()));
        deliver(new Agent(authority).deliver());
        return next;
    }

    /// Everybody's next certificate is of the new root.
    void activate(Generation next) {
        var _ = step("activate", () -> rollover.activate(next.number(), evidence()));
    }

    /// Marks the old one as bad, and shows that it cannot go before it is.
    void taint(Generation old) {
        refuses("revoking the old one at once", () -> revoked(old));
        var _ = step("taint", () -> rollover.taint(old.number()));
        deliver(new Agent(authority).pass());
    }

    /// Nobody trusts the old one any more.
    void revoke(Generation old) {
        var _ = step("revoke", () -> revoked(old));
        deliver(new Agent(authority).deliver());
    }

    private Generation revoked(Generation old) {
        return rollover.revoke(old.number(), evidence(), true);
    }

    private Evidence evidence() {
        return Collected.of(authority.registrations(), authority.now());
    }

    private static void deliver(List<Visit> visits) {
        for (Visit visit : visits) {
            if (visit instanceof Visit.Failed failed) {
                throw failed.cause();
            }
        }
    }

    private void refuses(String what, Supplier<Generation> step) {
        boolean refused;
        try {
            var _ = step.get();
            refused = false;
        } catch (CertsException e) {
            refused = e.reason() == Reason.WRONG_ORDER;
        }
        findings.add(new Finding(what, refused, refused ? "refused" : "let through"));
    }

    private Generation step(String name, Supplier<Generation> step) {
        long begin = System.nanoTime();
        Generation result = patiently(step);
        String took = Finding.seconds(System.nanoTime() - begin);
        findings.add(
                new Finding(
                        "authority " + result.number() + ": " + name, true, "done after " + took));
        return result;
    }

    private static Generation patiently(Supplier<Generation> step) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return step.get();
            } catch (CertsException e) {
                if (e.reason() != Reason.WRONG_ORDER || Instant.now().isAfter(limit)) {
                    throw e;
                }
                Pause.of(POLL);
            }
        }
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
