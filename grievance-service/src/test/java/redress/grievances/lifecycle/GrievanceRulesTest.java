package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.Severity;
import redress.mesh.access.Refusal;

class GrievanceRulesTest {
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
