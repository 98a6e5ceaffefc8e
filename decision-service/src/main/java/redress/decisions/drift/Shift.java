package redress.decisions.drift;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// How far two samples are apart that were counted in the same bins, and how far chance alone would
/// put them.
///
/// A sample is given by its counts; both have one count or more. Only sums of counts are needed, so
/// no row of the first sample has to be kept.
public final class Shift {
    private static final double EMPTY = .5;

    private Shift() {}

    /// The population stability index `Σ (q − p) · ln (q / p)` over the shares of the bins (Siddiqi
    /// 2006, Credit Risk Scorecards, ch. 9; it is Jeffreys' divergence).
    ///
    /// Half a row is added to each bin, so that an empty one stays finite; bins that are empty in
    /// both count for nothing.
    public static double psi(long[] before, long[] later) {
        int[] met = met(before, later);
        double p = LongStream.of(before).sum() + EMPTY * met.length;
        double q = LongStream.of(later).sum() + EMPTY * met.length;
        double sum = 0;
        for (int bin : met) {
            double share = (before[bin] + EMPTY) / p;
            double now = (later[bin] + EMPTY) / q;
            sum += (now - share) * StrictMath.log(now / share);
        }
        return sum;
    }

    /// What chance alone exceeds with probability `error` when nothing changed: `(1/n + 1/m) · χ²`
    /// with one degree of freedom less than there are bins (Yurdakul and Naranjo 2020, J. Risk
    /// Model Validation 14(4)). `n` and `m` are the sizes of the samples.
    public static double psiByChance(long[] before, long[] later, long n, long m, double error) {
        int bins = met(before, later).length;
        return bins < 2
                ? 0
                : ChiSquaredDistribution.of(bins - 1.0).inverseSurvivalProbability(error)
                        * (1.0 / n + 1.0 / m);
    }

    private static int[] met(long[] before, long[] later) {
        return IntStream.range(0, before.length)
                .filter(bin -> before[bin] + later[bin] > 0)
                .toArray();
    }

    /// The largest distance of the cumulative shares at the ends of the bins, which are in order
    /// (Kolmogorov and Smirnov). Between the ends it may be larger, by at most the largest share of
    /// a bin.
    public static double ks(long[] before, long[] later) {
        double n = LongStream.of(before).sum();
        double m = LongStream.of(later).sum();
        double most = 0;
        long below = 0;
        long belowLater = 0;
        for (int bin = 0; bin < before.length; bin++) {
            below += before[bin];
            belowLater += later[bin];
            most = Math.max(most, Math.abs(below / n - belowLater / m));
        }
        return most;
    }

    /// The distance that chance alone exceeds with probability `error`: `√(−ln(error / 2) / 2) ·
    /// √((n + m) / (n · m))`, Smirnov's limit.
    public static double ksByChance(long n, long m, double error) {
        return Math.sqrt(-StrictMath.log(error / 2) / 2 * (1.0 / n + 1.0 / m));
    }

    /// The difference of two shares that chance alone exceeds with probability `error`, by the
    /// normal limit with the pooled share.
    public static double shareByChance(double p, long n, double q, long m, double error) {
        double pooled = (p * n + q * m + 1) / (n + m + 2);
        return quantile(error) * Math.sqrt(pooled * (1 - pooled) * (1.0 / n + 1.0 / m));
    }

    /// The number of standard errors that chance alone exceeds, on either side, with probability
    /// `error`.
    static double quantile(double error) {
        return NormalDistribution.of(0, 1).inverseSurvivalProbability(error / 2);
    }
}
