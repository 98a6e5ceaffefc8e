package redress.decisions.calibration;

/// Turns a raw score into a calibrated one: `slope · score + intercept`, both in log-odds (Platt
/// scaling).
///
/// A straight line keeps the order of scores and folds into a model's weights, so reasons still add
/// up to the score.
public record Calibration(double slope, double intercept) {
    /// Changes nothing.
    public static final Calibration NONE = new Calibration(1, 0);

    private static final int ROUNDS = 100;
    private static final double ENOUGH = 1e-10;

    public Calibration {
        if (!(slope > 0) || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException(
                    "slope: " + slope + " (expected: above 0), intercept: " + intercept);
        }
    }

    /// The logistic function: log-odds to probability.
    public static double probability(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }

    public double apply(double score) {
        return slope * score + intercept;
    }

    /// Fits slope and intercept by maximum likelihood (Newton's method) with Platt's smoothed
    /// targets `(n₊ + 1) / (n₊ + 2)` and `1 / (n₋ + 2)`, on scores the model did not learn from.
    ///
    /// Gives [#NONE] when one of the two answers is absent or the line would turn the order round.
    public static Calibration fit(double[] scores, boolean[] answers) {
        int yes = 0;
        for (boolean answer : answers) {
            yes += answer ? 1 : 0;
        }
        if (yes == 0 || yes == answers.length) {
            return NONE;
        }
        double high = (yes + 1.0) / (yes + 2.0);
        double low = 1.0 / (answers.length - yes + 2.0);
        double slope = 1;
        double intercept = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double[] step = newtonStep(scores, answers, high, low, slope, intercept);
            slope -= step[0];
            intercept -= step[1];
            if (Math.abs(step[0]) + Math.abs(step[1]) < ENOUGH) {
                break;
            }
        }
        boolean usable = slope > 0 && Double.isFinite(slope) && Double.isFinite(intercept);
        return usable ? new Calibration(slope, intercept) : NONE;
    }

    private static double[] newtonStep(
            double[] scores,
            boolean[] answers,
            double high,
            double low,
            double slope,
            double intercept) {
        double g0 = 0;
        double g1 = 0;
        double h00 = 1e-9;
        double h01 = 0;
        double h11 = 1e-9;
        for (int i = 0; i < scores.length; i++) {
            double p = probability(slope * scores[i] + intercept);
            double error = p - (answers[i] ? high : low);
            double curve = p * (1 - p);
            g0 += error * scores[i];
            g1 += error;
            h00 += curve * scores[i] * scores[i];
            h01 += curve * scores[i];
            h11 += curve;
        }
        double det = h00 * h11 - h01 * h01;
        return new double[] {(h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det};
    }
}
