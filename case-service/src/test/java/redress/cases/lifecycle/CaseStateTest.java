package redress.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.access.v1.Reason;
import redress.cases.lifecycle.CaseState.Active;
import redress.cases.lifecycle.CaseState.Closed;
import redress.cases.lifecycle.CaseState.Closure;
import redress.cases.lifecycle.CaseState.Completed;
import redress.cases.lifecycle.CaseState.Suspended;
import redress.cases.lifecycle.CaseState.Terminated;
import redress.cases.v1.Case;
import redress.cases.v1.CaseStage;
import redress.cases.v1.ClosureOutcome;
import redress.mesh.access.Refusal;

class CaseStateTest {
    private static final Closure CLOSURE =
            new Closure(ClosureOutcome.CLOSURE_OUTCOME_GOALS_ACHIEVED, "housed", "2026-11-22");

    private final Active active = new Active(CaseStage.CASE_STAGE_CASE_PLAN);

    static List<CaseState> states() {
        return List.of(
                new Active(CaseStage.CASE_STAGE_MONITORING),
                new Suspended(CaseStage.CASE_STAGE_CASE_PLAN),
                new Completed(),
                new Terminated(),
                new Closed(CLOSURE));
    }

    @Test
    void movesToTheNextStageAndBackToAnyEarlierOne() {
        assertThat(active.changeStage(CaseStage.CASE_STAGE_SERVICE_PROVISION))
                .isEqualTo(new Active(CaseStage.CASE_STAGE_SERVICE_PROVISION));
        assertThat(active.changeStage(CaseStage.CASE_STAGE_INTAKE))
                .isEqualTo(new Active(CaseStage.CASE_STAGE_INTAKE));
    }

    @Test
    void neitherSkipsAStageNorStaysInIt() {
        refused("MONITORING", () -> active.changeStage(CaseStage.CASE_STAGE_MONITORING));
        refused("CASE_PLAN", () -> active.changeStage(CaseStage.CASE_STAGE_CASE_PLAN));
    }

    @Test
    void aSuspendedCaseGoesOnWhereItWas() {
        assertThat(active.suspend().resume()).isEqualTo(active);
    }

    @Test
    void aReopenedCaseBeginsWithAnAssessmentAndHasNoClosure() {
        var closed = active.close(CLOSURE).applyTo(Case.getDefaultInstance()).build();

        var reopened = CaseState.of(closed).reopen().applyTo(closed).build();

        assertThat(closed.getClosureReason()).isEqualTo("housed");
        assertThat(closed.getActualClosureDate()).isEqualTo("2026-11-22");
        assertThat(reopened)
                .isEqualTo(new Active(CaseStage.CASE_STAGE_ASSESSMENT).applyTo(none()).build());
    }

    @Test
    void aRefusalSaysWhatIsPossible() {
        assertThatThrownBy(() -> new Completed().suspend())
                .hasMessage("suspend: not possible in state completed (expected: close, reopen)");
    }

    @ParameterizedTest
    @MethodSource("states")
    void isTheSameInTheContractAndBack(CaseState state) {
        assertThat(CaseState.of(state.applyTo(none()).build())).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("states")
    void leavesNoStateBehindThatTheNextOneIsNot(CaseState state) {
        var closed = new Closed(CLOSURE).applyTo(none()).build();

        assertThat(state.applyTo(closed).build()).isEqualTo(state.applyTo(none()).build());
    }

    @Test
    void refusesWhatIsNotPossible() {
        for (var ended : List.of(new Completed(), new Terminated(), new Closed(CLOSURE))) {
            refused("suspend", ended::suspend);
            refused("resume", ended::resume);
            refused("complete", ended::complete);
            refused("terminate", ended::terminate);
            refused("change stage", () -> ended.changeStage(CaseStage.CASE_STAGE_INTAKE));
        }
        refused("close", () -> new Closed(CLOSURE).close(CLOSURE));
        refused("reopen", active::reopen);
        refused("resume", active::resume);
        refused("complete", () -> active.suspend().complete());
        refused("suspend", () -> active.suspend().suspend());
    }

    private static void refused(String what, Runnable step) {
        assertThatThrownBy(step::run)
                .hasMessageContaining(what)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_ILLEGAL_TRANSITION));
    }

    private static Case none() {
        return Case.getDefaultInstance();
    }
}
