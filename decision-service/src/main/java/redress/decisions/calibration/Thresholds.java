package redress.decisions.calibration;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Thresholds on a probability, chosen on rows the model did not learn from.
///
/// A row is raised when its probability is at or above the threshold. Where a threshold lies is
/// policy, not mathematics: each method says in words what it buys.
public final class Thresholds {
    private Thresholds() {}

    /// The threshold with the best F1, half-way between the scores beside it; .5 when nothing is
    /// positive.
    ///
    /// Among equals the lowest wins: help sooner rather than later.
    public static double bestF1(double[] probabilities, boolean[] answers) {
        int[] order = descending(probabilities);
        int positives = count(answers);
        double best = 0;
        double threshold = .5;
        int hits = 0;
        for (int n = 1; n <= order.length; n++) {
            hits += answers[order[n - 1]] ? 1 : 0;
            double f1 = 2.0 * hits / (n + positives);
            if (endsTie(probabilities, order, n) && f1 >= best && hits > 0) {
                best = f1;
                threshold = between(probabilities, order, n);
            }
        }
        return threshold;
    }

    /// The highest threshold that still raises this share of the positives (for instance .95); 0
    /// when there are none.
    public static double reaching(double share, double[] probabilities, boolean[] answers) {
        int[] order = descending(probabilities);
        int positives = count(answers);
        int hits = 0;
        for (int n = 1; n <= order.length; n++) {
            hits += answers[order[n - 1]] ? 1 : 0;
            if (positives > 0 && hits >= share * positives && endsTie(probabilities, order, n)) {
                return between(probabilities, order, n);
            }
        }
        return 0;
    }

    /// The lowest threshold at which this share of the raised rows is positive (for instance .9); 1
    /// when there is none.
    public static double purity(double share, double[] probabilities, boolean[] answers) {
        int[] order = descending(probabilities);
        double threshold = 1;
        int hits = 0;
        for (int n = 1; n <= order.length; n++) {
            hits += answers[order[n - 1]] ? 1 : 0;
            if (hits >= share * n && endsTie(probabilities, order, n)) {
                threshold = between(probabilities, order, n);
            }
        }
        return threshold;
    }

    private static int[] descending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int count(boolean[] answers) {
        return (int) IntStream.range(0, answers.length).filter(i -> answers[i]).count();
    }

    private static boolean endsTie(double[] values, int[] order, int n) {
        return n == order.length || values[order[n]] < values[order[n - 1]];
    }

    private static double between(double[] values, int[] order, int n) {
        double last = values[order[n - 1]];
        return n == order.length ? last : (last + values[order[n]]) / 2;
    }
}
