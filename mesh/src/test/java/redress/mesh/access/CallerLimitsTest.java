package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Assurance;
import redress.access.v1.Purpose;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.mesh.access.CallerLimits.Allowance;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.SpiffeId;

class CallerLimitsTest {
    private static final int PER_SECOND = 10;

    private final CallerLimits limits =
            new CallerLimits(
                    new Allowance(PER_SECOND, 3), new Allowance(1000, 5), Duration.ofMillis(50));

    @Test
    @DisplayName("zero-trust 18: who has too many calls open is refused, and others are not")
    void refusesTooManyAtOnce() {
        enter("flooding", 3);
        assertThat(refusal("flooding")).isEqualTo(Reason.REASON_TOO_MANY_CALLS);
        enter("quiet", 3);
    }

    @Test
    void givesPlacesBack() {
        var places = enter("worker", 3);
        places.getFirst().run();
        enter("worker", 1);
    }

    @Test
    void whoHasTooManyOpenWaitsForOneToEnd() throws Exception {
        var patient = new CallerLimits(new Allowance(PER_SECOND, 1), new Allowance(1, 1));
        var first = patient.enter(user("worker"));
        var second = new CompletableFuture<Runnable>();
        var waiting =
                Thread.startVirtualThread(() -> second.complete(patient.enter(user("worker"))));
        while (waiting.isAlive() && waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(waiting.isAlive()).describedAs("waits").isTrue();

        first.run();

        second.get().run();
    }

    @Test
    @DisplayName("zero-trust 18: who calls too often is refused, and others are not")
    void refusesTooManyASecond() {
        for (int i = 0; i < 10 * PER_SECOND; i++) {
            limits.charge(user("flooding"));
        }
        assertThat(refusal("flooding")).isEqualTo(Reason.REASON_TOO_MANY_CALLS);
        enter("quiet", 1);
    }

    @Test
    @DisplayName("zero-trust 18: a workload that is refused over and over waits, others do not")
    void slowsWhoIsRefusedOverAndOver() {
        var strict = new CallerLimits(new Allowance(1, 1), new Allowance(1, 1));
        var inTurn = Stream.generate(() -> strict.slow(peer("guessing"))).limit(5).toList();
        assertThat(inTurn).startsWith(true).contains(false);
        assertThat(strict.slow(peer("console"))).isTrue();
    }

    @Test
    void aUserHasOneShareWhateverTheWorkload() {
        enter("worker", 3);
        var elsewhere =
                new Caller(
                        peer("importer"), user("worker").user(), Purpose.PURPOSE_CASE_MANAGEMENT);
        assertThat(refusal(elsewhere)).isEqualTo(Reason.REASON_TOO_MANY_CALLS);
    }

    @Test
    void aServiceThatCallsForItselfHasItsOwnShare() {
        var service =
                new Caller(peer("console"), Optional.empty(), Purpose.PURPOSE_CASE_MANAGEMENT);
        enter("worker", 3);
        for (int i = 0; i < 5; i++) {
            var _ = limits.enter(service);
        }
        assertThat(refusal(service)).isEqualTo(Reason.REASON_TOO_MANY_CALLS);
    }

    @Test
    void refusesAnAllowanceOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Allowance(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Allowance(1, 0));
    }

    private List<Runnable> enter(String name, int calls) {
        var places = new ArrayList<Runnable>();
        for (int i = 0; i < calls; i++) {
            places.add(limits.enter(user(name)));
        }
        return places;
    }

    private Reason refusal(String name) {
        return refusal(user(name));
    }

    private Reason refusal(Caller caller) {
        return catchThrowableOfType(Refusal.class, () -> limits.enter(caller)).reason();
    }

    private static Caller user(String name) {
        var signIn = new SignIn(Assurance.ASSURANCE_PASSWORD, Instant.now());
        var user =
                new User(
                        name,
                        Set.of(Role.ROLE_CASE_WORKER),
                        signIn,
                        Scope.EVERYTHING,
                        "token of " + name);
        return new Caller(peer("console"), Optional.of(user), Purpose.PURPOSE_CASE_MANAGEMENT);
    }

    private static PeerIdentity peer(String workload) {
        var id = SpiffeId.parse("spiffe://redress.test/" + workload);
        return new PeerIdentity(id, "1", Instant.MAX);
    }
}
