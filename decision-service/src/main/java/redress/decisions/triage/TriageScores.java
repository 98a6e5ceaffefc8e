package redress.decisions.triage;

import java.util.List;
import redress.decisions.calibration.Calibration;
import redress.decisions.text.SparseVector;

/// The probabilities a model gives to one vector.
public final class TriageScores {
    static final String URGENT = "urgent";

    private TriageScores() {}

    /// One probability per flag.
    public static double[] flags(TriageModel model, SparseVector vector) {
        double[] scores = model.flagScores().scores(vector);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Calibration.probability(scores[i]);
        }
        return scores;
    }

    /// One probability per category: each category's own probability, divided by their sum (as
    /// LibLinear does).
    public static double[] categories(TriageModel model, SparseVector vector) {
        return shares(model.categoryScores().scores(vector));
    }

    /// Turns one-against-the-rest log-odds into probabilities that add up to 1.
    public static double[] shares(double[] logOdds) {
        double[] shares = new double[logOdds.length];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Calibration.probability(logOdds[i]);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sum > 0 ? shares[i] / sum : 1.0 / shares.length;
        }
        return shares;
    }

    /// The position of the flag that stands for urgency: the one named `urgent`, or else the most
    /// probable one; -1 when there is none.
    public static int urgent(List<String> flags, double[] scores) {
        int named = flags.indexOf(URGENT);
        return named >= 0 ? named : largest(scores);
    }

    /// The position of the largest value; the first among equals, -1 when there is none.
    public static int largest(double[] values) {
        int best = values.length == 0 ? -1 : 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
