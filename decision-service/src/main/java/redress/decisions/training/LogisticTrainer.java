package redress.decisions.training;

import de.bwaldvogel.liblinear.Model;
import java.util.List;
import org.tribuo.classification.Label;
import org.tribuo.common.liblinear.LibLinearModel;
import org.tribuo.provenance.TrainerProvenance;
import redress.decisions.calibration.Calibration;
import redress.decisions.linear.LinearModel;
import redress.decisions.text.SparseVector;

/// Trains L2-regularised logistic regression with Tribuo's LibLinear, one yes-or-no answer at a
/// time.
///
/// Each fit uses a fresh trainer (a used one is not reproducible) and is checked: the plain model
/// must give Tribuo's own probabilities within 1e-9. Thread safe.
final class LogisticTrainer {
    static final String YES = "yes";
    static final String NO = "no";
    private static final int CHECKED_ROWS = 20;
    private static final double SAME = 1e-9;

    private final SharedRows rows;
    private final List<SparseVector> vectors;
    private final int terms;
    private final double cost;
    private final long seed;

    /// `prepared` are the same vectors, made ready once for several trainers.
    LogisticTrainer(
            SharedRows prepared, List<SparseVector> vectors, int terms, double cost, long seed) {
        this.rows = prepared;
        this.vectors = List.copyOf(vectors);
        this.terms = terms;
        this.cost = cost;
        this.seed = seed;
    }

    TrainerProvenance provenance() {
        return new OpenTrainer(rows, new int[0], cost, seed).getProvenance();
    }

    /// Fits the rows with these numbers; `answers` is indexed by row number.
    LinearModel fit(int[] chosen, boolean[] answers) {
        AnsweredRows data = new AnsweredRows(rows, chosen, answers);
        if (data.getOutputs().size() < 2) {
            return constant(chosen, answers);
        }
        OpenTrainer trainer = new OpenTrainer(rows, chosen, cost, seed);
        LibLinearModel<Label> trained = trainer.train(data);
        String first =
                trained.getOutputIDInfo().getOutput(trainer.inner().getLabels()[0]).getLabel();
        LinearModel plain = weights(trainer.inner(), first.equals(YES) ? 1 : -1);
        check(trained, plain, data, chosen);
        return plain;
    }

    /// One answer only: nothing to learn but how rare the other one is.
    private LinearModel constant(int[] chosen, boolean[] answers) {
        int yes = 0;
        for (int row : chosen) {
            yes += answers[row] ? 1 : 0;
        }
        double odds = (yes + .5) / (chosen.length - yes + .5);
        return new LinearModel(new double[] {StrictMath.log(odds)}, new double[terms]);
    }

    private LinearModel weights(Model inner, double sign) {
        double[] raw = inner.getFeatureWeights();
        double[] weights = new double[terms];
        int known = rows.features().size();
        for (int id = 0; id < known; id++) {
            weights[rows.term(id)] = sign * raw[id];
        }
        return new LinearModel(new double[] {sign * raw[known]}, weights);
    }

    private void check(
            LibLinearModel<Label> trained, LinearModel plain, AnsweredRows data, int[] chosen) {
        for (int i = 0; i < Math.min(CHECKED_ROWS, chosen.length); i++) {
            if (vectors.get(chosen[i]).size() == 0) {
                continue; // Tribuo does not predict a row without features
            }
            Label yes =
                    trained.predict(data.getExample(i))
                            .getOutputScores()
                            .getOrDefault(YES, new Label(YES, 0));
            double ours = Calibration.probability(plain.scores(vectors.get(chosen[i]))[0]);
            if (Math.abs(yes.getScore() - ours) > SAME) {
                throw new IllegalStateException(
                        "row "
                                + chosen[i]
                                + ": "
                                + ours
                                + " (expected: Tribuo's "
                                + yes.getScore()
                                + ")");
            }
        }
    }
}
