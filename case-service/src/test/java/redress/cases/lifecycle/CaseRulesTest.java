package redress.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.CaseStage;
import redress.cases.v1.CaseState;
import redress.cases.v1.ClosureOutcome;
import redress.mesh.access.Refusal;

class CaseRulesTest {
    private final Case active =
            Case.newBuilder()
                    .setState(CaseState.CASE_STATE_ACTIVE)
                    .setStage(CaseStage.CASE_STAGE_CASE_PLAN)
                    .build();

    @Test
    void movesToTheNextStage() {
        assertThat(CaseRules.changeStage(active, CaseStage.CASE_STAGE_SERVICE_PROVISION).getStage())
                .isEqualTo(CaseStage.CASE_STAGE_SERVICE_PROVISION);
    }

    @Test
    void movesBackToAnyEarlierStage() {
        assertThat(CaseRules.changeStage(active, CaseStage.CASE_STAGE_INTAKE).getStage())
                .isEqualTo(CaseStage.CASE_STAGE_INTAKE);
    }

    @Test
    void neitherSkipsAStageNorStaysInIt() {
        refused(() -> CaseRules.changeStage(active, CaseStage.CASE_STAGE_MONITORING));
        refused(() -> CaseRules.changeStage(active, CaseStage.CASE_STAGE_CASE_PLAN));
    }

    @Test
    void closesWithOutcomeReasonAndDay() {
        Case closed =
                CaseRules.close(
                        active,
                        ClosureOutcome.CLOSURE_OUTCOME_GOALS_ACHIEVED,
                        "housed",
                        "2026-11-22");

        assertThat(closed.getState()).isEqualTo(CaseState.CASE_STATE_CLOSED);
        assertThat(closed.getStage()).isEqualTo(CaseStage.CASE_STAGE_CLOSURE);
        assertThat(closed.getClosureReason()).isEqualTo("housed");
        assertThat(closed.getActualClosureDate()).isEqualTo("2026-11-22");
    }

    @Test
    void changesOnlyActiveCases() {
        for (var state : EnumSet.complementOf(EnumSet.of(CaseState.CASE_STATE_ACTIVE))) {
            if (state == CaseState.UNRECOGNIZED) {
                continue;
            }
            Case known = active.toBuilder().setState(state).build();
            refused(() -> CaseRules.assign(known, "ana"));
            refused(() -> CaseRules.changeStage(known, CaseStage.CASE_STAGE_INTAKE));
            refused(
                    () ->
                            CaseRules.close(
                                    known, ClosureOutcome.CLOSURE_OUTCOME_OTHER, "over", "day"));
        }
    }

    private static void refused(Runnable step) {
        assertThatThrownBy(step::run)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_ILLEGAL_TRANSITION));
    }
}
