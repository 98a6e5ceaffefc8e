package redress.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import redress.bench.load.ClosedLoop.Measured;

class ComparisonTest {
    private final Comparison comparison = new Comparison();

    @Test
    void comparesWithTheBaselineOfTheSameRound() {
        comparison.add("bare", rate(1000));
        comparison.add("gated", rate(500));
        comparison.add("bare", rate(100));
        comparison.add("gated", rate(80));
        comparison.add("bare", rate(10));
        comparison.add("gated", rate(9));
        assertThat(comparison.table())
                .contains("| bare | 100 | 1.00 | 1.00 to 1.00 |")
                .contains("| gated | 80 | 0.80 | 0.50 to 0.90 |");
    }

    @Test
    void takesTheMiddleOfAnEvenNumberOfRounds() {
        comparison.add("bare", rate(100));
        comparison.add("bare", rate(200));
        assertThat(comparison.table()).contains("| bare | 150 |");
    }

    @Test
    void countsWhatWasNotAnswered() {
        comparison.add("bare", new Measured(1, 1, 1, 3, new IllegalStateException("away")));
        comparison.add("bare", new Measured(1, 1, 1, 4, null));
        assertThat(comparison.failures()).isEqualTo(7);
    }

    private static Measured rate(double rate) {
        return new Measured(rate, 1, 2, 0, null);
    }
}
