package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.access.v1.Reason;

class RefusalsTest {
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
}
