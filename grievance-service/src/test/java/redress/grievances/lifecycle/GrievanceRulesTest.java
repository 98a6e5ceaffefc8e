package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.Severity;
import redress.mesh.access.Refusal;
import redress.mesh.store.Timeline;

class GrievanceRulesTest {
    @Test
    void limitsRunFromTheArrival() {
        Instant now = Instant.parse("2026-11-22T10:15:30.000001Z");

        Grievance received = GrievanceRules.receive(Grievance.getDefaultInstance(), now);

        assertThat(received.getState())
                .isEqualTo(redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_RECEIVED);
        assertThat(received.getReceivedAt()).isEqualTo(Timeline.timestamp(now));
        assertThat(received.getAcknowledgeBy())
                .isEqualTo(Timeline.timestamp(Instant.parse("2026-11-23T10:15:30.000001Z")));
        assertThat(received.getResolveBy())
                .isEqualTo(Timeline.timestamp(Instant.parse("2026-12-06T10:15:30.000001Z")));
    }

    @Test
    void reclassifiesOnlyWhatIsGiven() {
        var before = in(redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_ASSIGNED).toBuilder();
        before.getDetailsBuilder().setSeverity(Severity.SEVERITY_LOW).setCategoryCode("payment");

        var severity = GrievanceRules.reclassify(before.build(), Severity.SEVERITY_HIGH, "");
        var category =
                GrievanceRules.reclassify(
                        before.build(), Severity.SEVERITY_UNSPECIFIED, "payment/late");

        assertThat(severity.getDetails())
                .isEqualTo(
                        before.getDetailsBuilder()
                                .clone()
                                .setSeverity(Severity.SEVERITY_HIGH)
                                .build());
        assertThat(category.getDetails())
                .isEqualTo(
                        before.getDetailsBuilder().clone().setCategoryCode("payment/late").build());
    }

    @Test
    void reclassifiesNothingAfterTheEnd() {
        Grievance ended = in(redress.grievances.v1.GrievanceState.GRIEVANCE_STATE_CLOSED);

        assertThat(GrievanceRules.reclassify(ended, Severity.SEVERITY_UNSPECIFIED, ""))
                .isEqualTo(ended);
        refused(() -> GrievanceRules.reclassify(ended, Severity.SEVERITY_HIGH, ""));
        refused(() -> GrievanceRules.reclassify(ended, Severity.SEVERITY_UNSPECIFIED, "other"));
    }

    private static void refused(Supplier<Grievance> step) {
        assertThatThrownBy(step::get)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_ILLEGAL_TRANSITION));
    }

    private static Grievance in(redress.grievances.v1.GrievanceState state) {
        return Grievance.newBuilder().setState(state).build();
    }
}
