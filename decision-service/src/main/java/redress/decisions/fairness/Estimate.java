package redress.decisions.fairness;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;
import org.apache.commons.statistics.interval.NormalConfidenceInterval;

/// A figure with its 95 % interval, both rounded to six digits.
public record Estimate(double value, double low, double high) {
    private static final double ALPHA = .05;
    private static final double DIGITS = 1e6;

    public Estimate {
        value = rounded(value);
        low = rounded(low);
        high = rounded(high);
    }

    private static double rounded(double figure) {
        return Math.rint(figure * DIGITS) / DIGITS + 0.0; // never -0.0
    }

    /// A share with Wilson's score interval (Newcombe 1998, Stat. Med. 17:857, method 3).
    public static Estimate share(int hits, int of) {
        Interval wilson = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(of, hits, ALPHA);
        return new Estimate(hits / (double) of, wilson.getLowerBound(), wilson.getUpperBound());
    }

    /// A mean of two or more values with Student's interval.
    public static Estimate mean(int count, IntToDoubleFunction values) {
        double mean = IntStream.range(0, count).mapToDouble(values).sum() / count;
        double squares =
                IntStream.range(0, count)
                        .mapToDouble(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum();
        if (squares == 0) {
            return new Estimate(mean, mean, mean);
        }
        Interval student =
                NormalConfidenceInterval.MEAN.fromErrorRate(
                        mean, squares / (count - 1), count, ALPHA);
        return new Estimate(mean, student.getLowerBound(), student.getUpperBound());
    }

    /// The difference of two independent figures: for shares Newcombe's method 10 (1998, Stat. Med.
    /// 17:873), and the same square-and-add rule for means (Zou and Donner 2008, Stat. Med.
    /// 27:1693).
    public Estimate minus(Estimate other) {
        double gap = value - other.value;
        return new Estimate(
                gap,
                gap - Math.hypot(value - low, other.high - other.value),
                gap + Math.hypot(high - value, other.value - other.low));
    }

    /// Whether the interval leaves out 0.
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
