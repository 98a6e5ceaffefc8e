package redress.decisions.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redress.decisions.BadInput;
import redress.decisions.cards.Differences.Change;
import redress.decisions.fairness.Comparison;
import redress.decisions.fairness.Estimate;
import redress.decisions.fairness.FairnessReport;
import redress.decisions.fairness.GroupFigures;
import redress.decisions.fairness.Measure;

class DifferencesTest {
    private static ModelCard card(String kind, String data, double auc, double gap) {
        GroupFigures women =
                new GroupFigures(
                        "women",
                        90,
                        Map.of(),
                        Map.of(Measure.FOUND, new Estimate(gap, gap - .1, gap + .1)));
        Comparison comparison =
                new Comparison("sex", "urgent", 200, 3, List.of(), "", "men", List.of(women));
        return new ModelCard(
                kind,
                "model",
                false,
                "",
                "",
                data,
                200,
                "",
                List.of(),
                List.of(),
                "",
                Map.of("auc", auc),
                Map.of("high", .5),
                new FairnessReport(List.of(comparison), List.of()),
                List.of(),
                Map.of());
    }

    @Test
    void subtractTheFirstFromTheSecond() {
        Differences found =
                Differences.between(
                        card("case_priority", "d", .8, -.1), card("case_priority", "d", .9, -.3));
        assertThat(found.cautions()).isEmpty();
        assertThat(found.metrics().getFirst().difference()).isCloseTo(.1, within(1e-12));
        assertThat(found.thresholds()).containsExactly(new Change("high", .5, .5, 0));
        Change gap = found.gaps().getFirst();
        assertThat(gap.name()).isEqualTo("sex, urgent: women to men, found of those with yes");
        assertThat(gap.difference()).isCloseTo(-.2, within(1e-12));
    }

    @Test
    void warnOfDifferentTables() {
        assertThat(
                        Differences.between(
                                        card("case_priority", "d", .8, 0),
                                        card("case_priority", "e", .8, 0))
                                .cautions())
                .anyMatch(caution -> caution.startsWith("Measured on different tables"));
    }

    @Test
    void refuseTwoKinds() {
        ModelCard priority = card("case_priority", "d", .8, 0);
        ModelCard triage = card("grievance_triage", "d", .8, 0);
        assertThatThrownBy(() -> Differences.between(priority, triage))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("case_priority, grievance_triage");
    }
}
