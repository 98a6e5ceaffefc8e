package redress.decisions.training;

import java.util.function.Function;
import redress.decisions.calibration.Calibration;
import redress.decisions.evaluation.Binary;

/// Scores that each row got from a model which had not seen it, and the calibration they call for.
///
/// `probabilities` are calibrated: a Platt line is fitted only when the error without it is above
/// .03.
@SuppressWarnings("ArrayRecordComponent") // large and read only
record Scored(Calibration calibration, double[] probabilities) {
    private static final double MOST_ERROR = .03;

    static Scored of(double[] logOdds, boolean[] answers) {
        double[] plain = apply(Calibration.NONE, logOdds);
        if (Binary.calibrationError(plain, answers) <= MOST_ERROR) {
            return new Scored(Calibration.NONE, plain);
        }
        Calibration line = Calibration.fit(logOdds, answers);
        return new Scored(line, apply(line, logOdds));
    }

    private static double[] apply(Calibration line, double[] logOdds) {
        double[] found = new double[logOdds.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = Calibration.probability(line.apply(logOdds[i]));
        }
        return found;
    }

    /// Scores every row with a model trained on the other parts; `fit` gives the scorer for the
    /// chosen training rows.
    static double[] heldBack(Folds folds, Function<int[], RowScorer> fit) {
        double[] scores = new double[folds.partOf().length];
        for (int part = 0; part < folds.parts(); part++) {
            RowScorer scorer = fit.apply(folds.outside(part));
            for (int row : folds.inside(part)) {
                scores[row] = scorer.score(row);
            }
        }
        return scores;
    }

    /// The log-odds of the row with this number.
    interface RowScorer {
        double score(int row);
    }
}
