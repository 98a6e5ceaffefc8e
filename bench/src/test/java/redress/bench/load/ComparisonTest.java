package redress.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import redress.bench.load.ClosedLoop.Measured;

class ComparisonTest {
    private static final Kind BARE = kind("bare", "bare");
    private static final Kind GATED = kind("gated", "bare");
    private static final Kind SIDECARS = kind("sidecars", "gated");

    private final Comparison comparison = new Comparison();

    @Test
    void comparesWithTheBaselineOfTheSameRound() {
        comparison.add(BARE, rate(1000));
        comparison.add(GATED, rate(500));
        comparison.add(BARE, rate(100));
        comparison.add(GATED, rate(80));
        comparison.add(BARE, rate(10));
        comparison.add(GATED, rate(9));
        assertThat(comparison.table())
                .contains("| bare | 100 | 1.00 | 1.00 to 1.00 | bare |")
                .contains("| gated | 80 | 0.80 | 0.50 to 0.90 | bare |");
    }

    @Test
    void comparesEachKindWithItsOwnBaseline() {
        comparison.add(BARE, rate(1000));
        comparison.add(GATED, rate(800));
        comparison.add(SIDECARS, rate(400));
        assertThat(comparison.table()).contains("| sidecars | 400 | 0.50 | 0.50 to 0.50 | gated |");
    }

    @Test
    void takesTheMiddleOfAnEvenNumberOfRounds() {
        comparison.add(BARE, rate(100));
        comparison.add(BARE, rate(200));
        assertThat(comparison.table()).contains("| bare | 150 |");
    }

    @Test
    void countsWhatWasNotAnswered() {
        comparison.add(BARE, new Measured(1, 1, 1, 3, new IllegalStateException("away")));
        comparison.add(BARE, new Measured(1, 1, 1, 4, null));
        assertThat(comparison.failures()).isEqualTo(7);
    }

    private static Kind kind(String name, String with) {
        return new Kind(
                name,
                with,
                () -> {
                    throw new AssertionError("is not called");
                });
    }

    private static Measured rate(double rate) {
        return new Measured(rate, 1, 2, 0, null);
    }
}
