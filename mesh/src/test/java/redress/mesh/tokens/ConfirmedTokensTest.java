package redress.mesh.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Assurance;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.access.SignIn;
import redress.mesh.access.User;
import redress.mesh.access.VerifiedToken;
import redress.mesh.identity.MovableClock;
import redress.mesh.identity.TestAuthority;

class ConfirmedTokensTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant END = START.plus(Duration.ofMinutes(5));

    private final X509Certificate console = AUTHORITY.issue("console").chain().getFirst();
    private final X509Certificate partner = AUTHORITY.issue("partner").chain().getFirst();
    private final X509Certificate renewed = AUTHORITY.issue("partner").chain().getFirst();
    private final MovableClock clock = new MovableClock(START);
    private final IssuerFake issuer = new IssuerFake();
    private final Deque<Runnable> beside = new ArrayDeque<>();
    private final Map<String, VerifiedToken> genuine = new HashMap<>();
    private final AtomicInteger verifications = new AtomicInteger();
    private final ConfirmedTokens tokens =
            new ConfirmedTokens(this::verified, issuer, clock, beside::add);

    @Test
    void verifiesATokenOnce() {
        give("token", person(Optional.empty()));
        for (int call = 0; call < 100; call++) {
            assertThat(tokens.verify("token", console).name()).isEqualTo("somebody");
        }
        assertThat(verifications).hasValue(1);
        assertThat(issuer.asked()).isEqualTo(1);
    }

    @Test
    void givesTheTokenOnWithTheUser() {
        give("token", person(Optional.empty()));
        assertThat(tokens.verify("token", console).token()).isEqualTo("token");
        assertThat(tokens.verify("token", console).token()).isEqualTo("token");
    }

    @Test
    void keepsNothingOfWhatIsNotGenuine() {
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(refused("forged " + attempt, console))
                    .isEqualTo(Reason.REASON_TOKEN_INVALID);
        }
        assertThat(tokens.size()).isZero();
        assertThat(issuer.asked()).isZero();
    }

    @Test
    void isBounded() {
        for (int each = 0; each < ConfirmedTokens.SIZE + 1000; each++) {
            give("token " + each, person(Optional.empty()));
            var _ = tokens.verify("token " + each, console);
        }
        assertThat(tokens.size()).isLessThanOrEqualTo(ConfirmedTokens.SIZE);
    }

    @Test
    @DisplayName("zero-trust 11: an expired token is refused, although it was verified before")
    void refusesATokenThatHasExpiredMeanwhile() {
        give("token", person(Optional.empty()));
        var _ = tokens.verify("token", console);
        clock.set(END);
        assertThat(refused("token", console)).isEqualTo(Reason.REASON_TOKEN_INVALID);
        assertThat(tokens.size()).isZero();
    }

    @Test
    void refusesATokenThatWasRevokedBeforeItWasSeen() {
        give("token", person(Optional.empty()));
        issuer.revoke("token");
        assertThat(refused("token", console)).isEqualTo(Reason.REASON_TOKEN_INVALID);
        assertThat(tokens.size()).isZero();
    }

    @Test
    void refusesARevokedTokenAfterAMinuteAtTheLatest() {
        give("token", person(Optional.empty()));
        var _ = tokens.verify("token", console);
        issuer.revoke("token");
        clock.set(START.plusSeconds(61));
        assertThat(refused("token", console)).isEqualTo(Reason.REASON_TOKEN_INVALID);
    }

    @Test
    void asksAheadWithoutHoldingUpTheCall() {
        give("token", person(Optional.empty()));
        var _ = tokens.verify("token", console);
        clock.set(START.plusSeconds(31));
        for (int call = 0; call < 10; call++) {
            var _ = tokens.verify("token", console);
        }
        assertThat(issuer.asked()).isEqualTo(1);
        assertThat(beside).hasSize(1);

        beside.remove().run();
        clock.set(START.plusSeconds(90));
        var _ = tokens.verify("token", console);
        assertThat(issuer.asked()).isEqualTo(2);
        assertThat(beside).hasSize(1);
    }

    @Test
    void refusesAsSoonAsItHeardAhead() {
        give("token", person(Optional.empty()));
        var _ = tokens.verify("token", console);
        issuer.revoke("token");
        clock.set(START.plusSeconds(31));
        var _ = tokens.verify("token", console);
        beside.remove().run();
        assertThat(refused("token", console)).isEqualTo(Reason.REASON_TOKEN_INVALID);
    }

    @Test
    void goesOnForAMinuteWithoutTheIssuerAndNoLonger() {
        give("token", person(Optional.empty()));
        var _ = tokens.verify("token", console);
        issuer.goAway();
        clock.set(START.plusSeconds(59));
        assertThat(tokens.verify("token", console).name()).isEqualTo("somebody");
        beside.remove().run();
        clock.set(START.plusSeconds(61));
        assertThat(refused("token", console)).isEqualTo(Reason.REASON_UNAVAILABLE);

        issuer.comeBack();
        clock.set(START.plusSeconds(63));
        assertThat(tokens.verify("token", console).name()).isEqualTo("somebody");
        assertThat(verifications).hasValue(1);
    }

    @Test
    void doesNotAskAgainAtOnceWhatWasNotAnswered() {
        give("token", person(Optional.empty()));
        issuer.goAway();
        for (int call = 0; call < 100; call++) {
            assertThat(refused("token", console)).isEqualTo(Reason.REASON_UNAVAILABLE);
        }
        assertThat(issuer.asked()).isEqualTo(1);
    }

    @Test
    void asksOnceForManyCallsAtTheSameTime() throws Exception {
        give("token", person(Optional.empty()));
        issuer.holdBack();
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<User>>();
            for (int call = 0; call < 50; call++) {
                answers.add(calls.submit(() -> tokens.verify("token", console)));
            }
            issuer.letGo();
            for (var answer : answers) {
                assertThat(answer.get().name()).isEqualTo("somebody");
            }
        }
        assertThat(issuer.asked()).isEqualTo(1);
    }

    @Test
    @DisplayName("zero-trust 13: a token bound to one certificate is refused from another")
    void refusesABoundTokenFromAnotherCertificate() {
        give("token", person(Optional.of(Digests.ofCertificate(partner))));
        assertThat(tokens.verify("token", partner).name()).isEqualTo("somebody");
        assertThat(refused("token", console)).isEqualTo(Reason.REASON_TOKEN_INVALID);
        assertThat(refused("token", renewed)).isEqualTo(Reason.REASON_TOKEN_INVALID);
        assertThat(tokens.verify("token", partner).name()).isEqualTo("somebody");
    }

    @Test
    @DisplayName("zero-trust 13: after a rotation a token bound to the new certificate is accepted")
    void acceptsTheTokenOfTheNewCertificate() {
        give("old", system(Optional.of(Digests.ofCertificate(partner))));
        give("new", system(Optional.of(Digests.ofCertificate(renewed))));
        assertThat(tokens.verify("old", partner).isSystem()).isTrue();
        assertThat(tokens.verify("new", renewed).isSystem()).isTrue();
        assertThat(refused("old", renewed)).isEqualTo(Reason.REASON_TOKEN_INVALID);
    }

    @Test
    @DisplayName("zero-trust 13: a system's token that is bound to nothing is refused")
    void refusesAnUnboundTokenOfASystem() {
        give("token", system(Optional.empty()));
        assertThat(refused("token", partner)).isEqualTo(Reason.REASON_TOKEN_INVALID);
        assertThat(refused("token", partner)).isEqualTo(Reason.REASON_TOKEN_INVALID);
    }

    private void give(String token, VerifiedToken says) {
        genuine.put(token, says);
    }

    private VerifiedToken verified(String token) {
        var _ = verifications.incrementAndGet();
        var says = genuine.get(token);
        if (says == null) {
            throw new Refusal(Reason.REASON_TOKEN_INVALID, "forged");
        }
        return says;
    }

    private Reason refused(String token, X509Certificate sender) {
        return catchThrowableOfType(Refusal.class, () -> tokens.verify(token, sender)).reason();
    }

    private static VerifiedToken person(Optional<String> thumbprint) {
        var signIn = new SignIn(Assurance.ASSURANCE_PASSWORD, START);
        return new VerifiedToken(
                new User(
                        "somebody",
                        Set.of(Role.ROLE_CASE_WORKER),
                        signIn,
                        Scope.EVERYTHING,
                        "as verified"),
                END,
                thumbprint);
    }

    private static VerifiedToken system(Optional<String> thumbprint) {
        return new VerifiedToken(
                new User(
                        "system",
                        Set.of(Role.ROLE_PARTNER_SYSTEM),
                        SignIn.NONE,
                        Scope.EVERYTHING,
                        "as verified"),
                END,
                thumbprint);
    }
}
