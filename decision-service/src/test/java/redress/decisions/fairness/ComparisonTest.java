package redress.decisions.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.decisions.rows.Grouping;

/// Two groups with known counts. Women: 100 yes of which 60 raised, 100 no of which 10 raised. Men:
/// 80 yes of which 72 raised, 120 no of which 12 raised. Raised is .8, not raised .2.
@DisplayName("decisions 12: fairness per group")
class ComparisonTest {
    private final List<String> labels = new ArrayList<>();
    private final List<Boolean> answers = new ArrayList<>();
    private final List<Boolean> raised = new ArrayList<>();

    private void add(String group, boolean answer, boolean isRaised, int times) {
        for (int i = 0; i < times; i++) {
            labels.add(group);
            answers.add(answer);
            raised.add(isRaised);
        }
    }

    private Comparison compare() {
        add("women", true, true, 60);
        add("women", true, false, 40);
        add("women", false, true, 10);
        add("women", false, false, 90);
        add("men", true, true, 72);
        add("men", true, false, 8);
        add("men", false, true, 12);
        add("men", false, false, 108);
        return compared();
    }

    private Comparison compared() {
        double[] probabilities = new double[labels.size()];
        boolean[] flat = new boolean[labels.size()];
        for (int i = 0; i < flat.length; i++) {
            probabilities[i] = raised.get(i) ? .8 : .2;
            flat[i] = answers.get(i);
        }
        return Comparison.of(
                new Grouping("sex", labels), new Outcome("urgent", probabilities, flat, .5));
    }

    private static double figure(GroupFigures group, Measure measure) {
        return Objects.requireNonNull(group.figures().get(measure)).value();
    }

    @Test
    void countsWhatHappensToEachGroup() {
        Comparison comparison = compare();
        assertThat(comparison.reference()).isEqualTo("men");
        GroupFigures women = comparison.groups().get(1);
        assertThat(women.group()).isEqualTo("women");
        assertThat(women.rows()).isEqualTo(200);
        assertThat(figure(women, Measure.ANSWERED_YES)).isEqualTo(.5);
        assertThat(figure(women, Measure.RAISED)).isEqualTo(.35);
        assertThat(figure(women, Measure.FOUND)).isEqualTo(.6);
        assertThat(figure(women, Measure.WRONGLY_RAISED)).isEqualTo(.1);
        // mean probability (70 · .8 + 130 · .2) / 200 = .41, share of yes .5
        assertThat(figure(women, Measure.OVERESTIMATED)).isCloseTo(-.09, within(1e-6));
    }

    @Test
    void givesGapsWithIntervals() {
        GroupFigures women = compare().groups().get(1);
        Estimate found = Objects.requireNonNull(women.gaps().get(Measure.FOUND));
        assertThat(found.value()).isCloseTo(-.3, within(1e-6));
        assertThat(found).isEqualTo(Estimate.share(60, 100).minus(Estimate.share(72, 80)));
        assertThat(found.excludesZero()).isTrue();
    }

    @Test
    void saysInPlainWordsWhoIsMissed() {
        assertThat(PlainWords.of(compare()))
                .anySatisfy(
                        note ->
                                assertThat(note)
                                        .startsWith(
                                                "Of those with the answer yes, the share that is raised is for “women” 30.0 points lower than for “men” (")
                                        .endsWith(": the model misses them more often."));
    }

    @Test
    void doesNotHideWhoIsMissedBehindAWiderGap() {
        add("most", true, true, 150);
        add("most", true, false, 150);
        add("missed", true, true, 30);
        add("missed", true, false, 70);
        add("favoured", true, true, 95);
        add("favoured", true, false, 5);
        assertThat(PlainWords.of(compared()))
                .anyMatch(note -> note.contains("for “missed” 20.0 points lower than for “most”"))
                .anyMatch(note -> note.contains("for “favoured” 45.0 points higher"));
    }

    @Test
    void withholdsARateOverFewRows() {
        add("women", true, true, 29);
        add("women", false, false, 171);
        add("men", true, true, 100);
        add("men", false, false, 200);
        GroupFigures women = compared().groups().get(1);
        assertThat(women.figures()).doesNotContainKey(Measure.FOUND).containsKey(Measure.RAISED);
        assertThat(women.gaps()).doesNotContainKey(Measure.FOUND);
        assertThat(String.join("\n", ComparisonTable.lines(compared()))).contains("under 30 rows");
    }

    @Test
    void saysWhyNothingIsCompared() {
        add("women", true, true, 100);
        Comparison comparison = compared();
        assertThat(comparison.groups()).isEmpty();
        assertThat(PlainWords.of(comparison))
                .containsExactly("Not compared: fewer than two groups of 30 rows or more.");
    }
}
