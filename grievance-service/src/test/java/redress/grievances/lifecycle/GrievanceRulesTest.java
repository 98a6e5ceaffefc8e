package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.grievances.v1.Decision;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDecision;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.Severity;
import redress.mesh.access.Refusal;
import redress.mesh.store.Timeline;

class GrievanceRulesTest {
    private static final GrievanceDecision UPHELD =
            GrievanceDecision.newBuilder().setDecision(Decision.DECISION_UPHELD).build();

    @Test
    void limitsRunFromTheArrival() {
        Instant now = Instant.parse("2026-11-22T10:15:30.000001Z");

        Grievance received = GrievanceRules.receive(Grievance.getDefaultInstance(), now);

        assertThat(received.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_RECEIVED);
        assertThat(received.getReceivedAt()).isEqualTo(Timeline.timestamp(now));
        assertThat(received.getAcknowledgeBy())
                .isEqualTo(Timeline.timestamp(Instant.parse("2026-11-23T10:15:30.000001Z")));
        assertThat(received.getResolveBy())
                .isEqualTo(Timeline.timestamp(Instant.parse("2026-12-06T10:15:30.000001Z")));
    }

    @Test
    void isAcknowledgedOnlyAsReceived() {
        leads(
                GrievanceRules::acknowledge,
                GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED,
                GrievanceState.GRIEVANCE_STATE_RECEIVED);
    }

    @Test
    void isAssignedAndAssignedAgainWhileWorkGoesOn() {
        leads(
                before -> GrievanceRules.assign(before, "officer"),
                GrievanceState.GRIEVANCE_STATE_ASSIGNED,
                GrievanceState.GRIEVANCE_STATE_RECEIVED,
                GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED,
                GrievanceState.GRIEVANCE_STATE_ASSIGNED,
                GrievanceState.GRIEVANCE_STATE_IN_PROGRESS);
    }

    @Test
    void isResolvedOnceItWasTakenUp() {
        leads(
                before -> GrievanceRules.resolve(before, UPHELD),
                GrievanceState.GRIEVANCE_STATE_RESOLVED,
                GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED,
                GrievanceState.GRIEVANCE_STATE_ASSIGNED,
                GrievanceState.GRIEVANCE_STATE_IN_PROGRESS);
    }

    @Test
    void aNewOfficerTakesTheOldOnesPlace() {
        Grievance assigned =
                GrievanceRules.assign(in(GrievanceState.GRIEVANCE_STATE_RECEIVED), "a");

        assertThat(GrievanceRules.assign(assigned, "b").getAssignedTo()).isEqualTo("b");
    }

    @Test
    void keepsTheDecision() {
        Grievance before = in(GrievanceState.GRIEVANCE_STATE_ASSIGNED);

        assertThat(GrievanceRules.resolve(before, UPHELD).getDecision()).isEqualTo(UPHELD);
    }

    @Test
    void aRefusalSaysWhatIsExpected() {
        Grievance before = in(GrievanceState.GRIEVANCE_STATE_RESOLVED);

        assertThatThrownBy(() -> GrievanceRules.acknowledge(before))
                .hasMessage(
                        "the grievance can't be acknowledged: its state is"
                                + " GRIEVANCE_STATE_RESOLVED (expected: GRIEVANCE_STATE_RECEIVED)");
    }

    @Test
    void reclassifiesOnlyWhatIsGiven() {
        var before = in(GrievanceState.GRIEVANCE_STATE_ASSIGNED).toBuilder();
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
        Grievance ended = in(GrievanceState.GRIEVANCE_STATE_CLOSED);

        assertThat(GrievanceRules.reclassify(ended, Severity.SEVERITY_UNSPECIFIED, ""))
                .isEqualTo(ended);
        refused(() -> GrievanceRules.reclassify(ended, Severity.SEVERITY_HIGH, ""));
        refused(() -> GrievanceRules.reclassify(ended, Severity.SEVERITY_UNSPECIFIED, "other"));
    }

    private static void leads(
            UnaryOperator<Grievance> step, GrievanceState to, GrievanceState... from) {
        var allowed = Set.of(from);
        for (var state : EnumSet.allOf(GrievanceState.class)) {
            if (state == GrievanceState.UNRECOGNIZED) {
                continue;
            }
            if (allowed.contains(state)) {
                assertThat(step.apply(in(state)).getState()).isEqualTo(to);
            } else {
                refused(() -> step.apply(in(state)));
            }
        }
    }

    private static void refused(Supplier<Grievance> step) {
        assertThatThrownBy(step::get)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_ILLEGAL_TRANSITION));
    }

    private static Grievance in(GrievanceState state) {
        return Grievance.newBuilder().setState(state).build();
    }
}
