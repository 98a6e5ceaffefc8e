package redress.decisions.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("decisions 11: PSI and KS")
class ShiftTest {
    private static double[] normal(long seed, int size, double mean) {
        Random random = new Random(seed);
        return DoubleStream.generate(random::nextGaussian)
                .limit(size)
                .map(one -> Math.rint(100 * (mean + one)) / 100)
                .toArray();
    }

    private static Series.Numbers numbers(double[] values) {
        return new Series.Numbers(Part.FEATURE, "one", values);
    }

    /// .1 · ln(.6/.5) + (−.1) · ln(.4/.5), by hand; the half rows added vanish in a million.
    @Test
    void psiIsTheFormulaOfTheBook() {
        assertThat(Shift.psi(new long[] {500_000, 500_000, 0}, new long[] {600_000, 400_000, 0}))
                .isCloseTo(.1 * Math.log(1.2) - .1 * Math.log(.8), within(1e-6));
    }

    /// Jeffreys' divergence of two normal distributions of width 1 is the square of the shift.
    @Test
    void psiOfAShiftedNormalIsTheSquareOfTheShift() {
        Series.Numbers before = numbers(normal(1, 400_000, 0));
        Histogram bins = before.histogram();
        double psi = Shift.psi(bins.array(), numbers(normal(2, 400_000, .5)).countsIn(bins));
        assertThat(psi).isCloseTo(.25, within(.02));
    }

    @Test
    void staysFiniteWhenABinIsEmpty() {
        assertThat(Shift.psi(new long[] {100, 0}, new long[] {0, 100})).isFinite().isGreaterThan(5);
        assertThat(Shift.psi(new long[] {100}, new long[] {7})).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .1, .3, 1})
    void ksIsThatOfTheRawRowsUpToABin(double shift) {
        double[] before = normal(3, 5_000, 0);
        double[] later = normal(4, 3_000, shift);
        Histogram bins = numbers(before).histogram();
        double ours =
                Shift.ks(
                        withoutUnknown(bins.array()),
                        withoutUnknown(numbers(later).countsIn(bins)));
        double theirs = KolmogorovSmirnovTest.withDefaults().statistic(before, later);
        assertThat(ours).isLessThanOrEqualTo(theirs + 1e-12).isCloseTo(theirs, within(.03));
    }

    @Test
    void ksIsExactWhenEachValueHasABin() {
        double[] before = new Random(5).ints(2_000, 0, 12).asDoubleStream().toArray();
        double[] later = new Random(6).ints(1_500, 2, 12).asDoubleStream().toArray();
        Histogram bins = numbers(before).histogram();
        assertThat(bins.cuts()).contains(0.0, 1.0, 5.0, 10.0);
        assertThat(Shift.ks(bins.array(), numbers(later).countsIn(bins)))
                .isCloseTo(
                        KolmogorovSmirnovTest.withDefaults().statistic(before, later),
                        within(1e-12));
    }

    /// Near equality PSI is `(1/n + 1/m)` times Pearson's statistic, which the library tests.
    @Test
    void chanceIsThatOfPearsonsTest() {
        Histogram bins = numbers(normal(7, 20_000, 0)).histogram();
        long[] before = Arrays.copyOf(bins.array(), bins.cuts().size() + 1);
        long[] later = Arrays.copyOf(numbers(normal(8, 10_000, 0)).countsIn(bins), before.length);
        double scale = 1.0 / 20_000 + 1.0 / 10_000;
        double pearson = ChiSquareTest.withDefaults().statistic(before, later);
        assertThat(Shift.psi(before, later) / scale).isCloseTo(pearson, within(.02 * pearson));
        double p = ChiSquareTest.withDefaults().test(before, later).getPValue();
        assertThat(Shift.psiByChance(before, later, 20_000, 10_000, p) / scale)
                .isCloseTo(pearson, within(1e-6 * pearson));
    }

    /// Smirnov's table: 1.36 · √(2 / 100) at one in twenty.
    @Test
    void chanceOfKsIsThatOfTheTables() {
        assertThat(Shift.ksByChance(100, 100, .05)).isCloseTo(1.358 * Math.sqrt(.02), within(1e-4));
    }

    private static long[] withoutUnknown(long[] counts) {
        return Arrays.copyOf(counts, counts.length - 1);
    }
}
