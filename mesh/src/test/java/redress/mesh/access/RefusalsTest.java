package redress.mesh.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.access.v1.Assurance;
import redress.access.v1.Reason;

class RefusalsTest {
    private static final Metadata.Key<String> CHALLENGE =
            Metadata.Key.of("www-authenticate", Metadata.ASCII_STRING_MARSHALLER);
    private static final EnumSet<Reason> FAULTS_OF_OURS =
            EnumSet.of(Reason.REASON_INTERNAL, Reason.REASON_UNSPECIFIED, Reason.UNRECOGNIZED);

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonHasItsCodeAndStatus(Reason reason) {
        boolean ours = FAULTS_OF_OURS.contains(reason);
        assertThat(Refusals.code(reason) == Code.INTERNAL).isEqualTo(ours);
        assertThat(Refusals.httpStatus(reason) == 500).isEqualTo(ours);
        assertThat(Refusals.httpStatus(reason)).isBetween(400, 599);
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
    void aRefusalSurvivesTheWire(Reason reason) {
        var refusal =
                new Refusal(
                        reason,
                        "what: value (expected: another)",
                        java.util.List.of(new Refusal.Violation("a.b", "too long")));
        var back = Refusals.from(Refusals.status(refusal)).orElseThrow();
        assertThat(back.reason()).isEqualTo(reason);
        assertThat(back.getMessage()).isEqualTo(refusal.getMessage());
        assertThat(back.violations()).isEqualTo(refusal.violations());
    }

    @Test
    @DisplayName("zero-trust 12: the challenge of RFC 9470 goes out in trailer and details")
    void aDemandSurvivesTheWire() {
        var demand = new Demand(Assurance.ASSURANCE_SECOND_FACTOR, Duration.ofMinutes(5));
        var status = Refusals.status(Refusal.stepUp(demand));
        var back = Refusals.from(status).orElseThrow();
        assertThat(back.demand()).contains(demand);
        assertThat(status.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(challenge(status))
                .startsWith("Bearer ")
                .contains("error=\"insufficient_user_authentication\"")
                .contains("acr_values=\"2 3\"")
                .contains("max_age=\"300\"");
    }

    @Test
    void aDemandWithoutAgeNamesNone() {
        var demand = new Demand(Assurance.ASSURANCE_PASSKEY, Duration.ZERO);
        var status = Refusals.status(Refusal.stepUp(demand));
        assertThat(challenge(status)).contains("acr_values=\"3\"").doesNotContain("max_age");
        assertThat(Refusals.from(status).orElseThrow().demand()).contains(demand);
    }

    private static @Nullable String challenge(StatusRuntimeException answered) {
        return requireNonNull(answered.getTrailers()).get(CHALLENGE);
    }
}
