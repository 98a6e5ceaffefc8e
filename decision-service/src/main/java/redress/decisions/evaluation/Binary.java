package redress.decisions.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Measures of a probability against a yes or no; the arrays hold one entry per row and have the
/// same length.
public final class Binary {
    private static final int BINS = 10;

    private Binary() {}

    /// The area under the ROC curve: the chance that a positive scores above a negative, ties
    /// counting half (Mann and Whitney). `NaN` when either is absent.
    public static double auc(double[] scores, boolean[] answers) {
        int[] order =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer i) -> scores[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double rankSum = 0;
        long positives = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = endOfTie(scores, order, from);
            double rank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                rankSum += answers[order[i]] ? rank : 0;
                positives += answers[order[i]] ? 1 : 0;
            }
        }
        return (rankSum - positives * (positives + 1) / 2.0)
                / (positives * (double) (scores.length - positives));
    }

    private static int endOfTie(double[] scores, int[] order, int from) {
        int to = from;
        while (to < order.length && scores[order[to]] == scores[order[from]]) {
            to++;
        }
        return to;
    }

    /// The mean squared distance of the probability from 1 or 0 (Brier).
    public static double brier(double[] probabilities, boolean[] answers) {
        double sum = 0;
        for (int i = 0; i < answers.length; i++) {
            double miss = probabilities[i] - (answers[i] ? 1 : 0);
            sum += miss * miss;
        }
        return sum / answers.length;
    }

    /// The expected calibration error over ten bins of equal width: `Σ |bin| / n · |share of yes −
    /// mean probability|`.
    public static double calibrationError(double[] probabilities, boolean[] answers) {
        double[] gap = new double[BINS];
        for (int i = 0; i < answers.length; i++) {
            int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
            gap[bin] += probabilities[i] - (answers[i] ? 1 : 0);
        }
        double sum = 0;
        for (double one : gap) {
            sum += Math.abs(one);
        }
        return sum / answers.length;
    }

    /// The calibration error that chance gives a perfectly calibrated model on these rows: its mean
    /// and `deviations` standard deviations.
    ///
    /// The sum of `probability − answer` in a bin is nearly normal with variance `v = Σ p · (1 −
    /// p)`, so its absolute value has mean `√(2v / π)` and variance `v · (1 − 2 / π)`.
    public static double calibrationErrorByChance(double[] probabilities, double deviations) {
        double[] variance = new double[BINS];
        for (double p : probabilities) {
            variance[Math.min(BINS - 1, (int) (p * BINS))] += p * (1 - p);
        }
        double mean = 0;
        double square = 0;
        for (double v : variance) {
            mean += Math.sqrt(2 * v / Math.PI);
            square += v * (1 - 2 / Math.PI);
        }
        return (mean + deviations * Math.sqrt(square)) / probabilities.length;
    }

    /// How many rows were rightly raised, wrongly raised and missed at a threshold.
    public static Hits hits(double[] probabilities, boolean[] answers, double threshold) {
        long right = 0;
        long wrong = 0;
        long missed = 0;
        for (int i = 0; i < answers.length; i++) {
            boolean raised = probabilities[i] >= threshold;
            right += raised && answers[i] ? 1 : 0;
            wrong += raised && !answers[i] ? 1 : 0;
            missed += !raised && answers[i] ? 1 : 0;
        }
        return new Hits(right, wrong, missed);
    }

    /// Counts of raised rows; they add up over flags.
    public record Hits(long right, long wrong, long missed) {
        public Hits plus(Hits other) {
            return new Hits(right + other.right, wrong + other.wrong, missed + other.missed);
        }

        /// `2 · right / (2 · right + wrong + missed)`; 0 when nothing is raised or missed.
        public double f1() {
            long all = 2 * right + wrong + missed;
            return all == 0 ? 0 : 2.0 * right / all;
        }
    }
}
