package redress.decisions.priority;

import redress.decisions.calibration.Thresholds;

/// The probabilities at which a band begins, chosen on rows the model did not learn from.
///
/// Medium: 95 % of those in need are at or above it. High: the best balance of finding and being
/// right (F1). Urgent: 90 % of those at or above it are in need. Where the three lie is policy: a
/// map or a supervisor may want others.
public record BandThresholds(double medium, double high, double urgent) {
    private static final double FOUND = .95;
    private static final double RIGHT = .9;

    public BandThresholds {
        if (!(medium >= 0 && medium <= high && high <= urgent && urgent <= 1)) {
            throw new IllegalArgumentException(
                    "bands: " + medium + ", " + high + ", " + urgent + " (expected: rising, 0..1)");
        }
    }

    public static BandThresholds choose(double[] probabilities, boolean[] answers) {
        double high = Thresholds.bestF1(probabilities, answers);
        double medium = Math.min(high, Thresholds.reaching(FOUND, probabilities, answers));
        double urgent = Math.max(high, Thresholds.purity(RIGHT, probabilities, answers));
        return new BandThresholds(medium, high, urgent);
    }

    public Band band(double probability) {
        if (probability >= urgent) {
            return Band.URGENT;
        }
        if (probability >= high) {
            return Band.HIGH;
        }
        return probability >= medium ? Band.MEDIUM : Band.LOW;
    }
}
