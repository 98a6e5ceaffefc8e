package redress.decisions.training;

import de.bwaldvogel.liblinear.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.common.liblinear.LibLinearModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import redress.decisions.calibration.Calibration;
import redress.decisions.linear.LinearModel;
import redress.decisions.text.SparseVector;

/// Trains L2-regularised logistic regression with Tribuo's LibLinear, one yes-or-no answer at a
/// time.
///
/// Features are handed over as numbers, so no word of a text reaches Tribuo's provenance. Each fit
/// uses a fresh trainer (a used one is not reproducible) and is checked: the plain model must give
/// Tribuo's own probabilities within 1e-9. Thread safe.
final class LogisticTrainer {
    static final String YES = "yes";
    static final String NO = "no";
    private static final double STOP = .01;
    private static final int MOST_ROUNDS = 1000;
    private static final int CHECKED_ROWS = 20;
    private static final double SAME = 1e-9;

    private final List<ArrayExample<Label>> rows;
    private final int terms;
    private final double cost;
    private final long seed;

    LogisticTrainer(List<SparseVector> vectors, int terms, double cost, long seed) {
        String[] names = new String[terms];
        for (int i = 0; i < terms; i++) {
            names[i] = String.format(Locale.ROOT, "%08d", i);
        }
        this.rows = vectors.stream().map(vector -> example(vector, names)).toList();
        this.terms = terms;
        this.cost = cost;
        this.seed = seed;
    }

    private static ArrayExample<Label> example(SparseVector vector, String[] names) {
        String[] used = new String[vector.size()];
        for (int i = 0; i < used.length; i++) {
            used[i] = names[vector.ids()[i]];
        }
        return new ArrayExample<>(new Label(NO), used, vector.values());
    }

    LibLinearClassificationTrainer fresh() {
        return new LibLinearClassificationTrainer(
                new LinearClassificationType(LinearType.L2R_LR), cost, MOST_ROUNDS, STOP, seed);
    }

    /// Fits the rows with these numbers; `answers` is indexed by row number.
    LinearModel fit(int[] chosen, boolean[] answers) {
        MutableDataset<Label> data = dataset(chosen, answers);
        if (data.getOutputs().size() < 2 || data.getFeatureMap().size() == 0) {
            return constant(chosen, answers);
        }
        LibLinearModel<Label> trained = fresh().train(data);
        LinearModel plain = weights(trained);
        check(trained, plain, data, chosen);
        return plain;
    }

    private MutableDataset<Label> dataset(int[] chosen, boolean[] answers) {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("table", labels), labels);
        Label yes = new Label(YES);
        Label no = new Label(NO);
        for (int row : chosen) {
            if (rows.get(row).size() > 0) {
                data.add(new ArrayExample<>(answers[row] ? yes : no, rows.get(row), 1f));
            }
        }
        return data;
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

    private LinearModel weights(LibLinearModel<Label> trained) {
        Model inner = trained.getInnerModels().getFirst();
        double[] raw = inner.getFeatureWeights();
        String first = trained.getOutputIDInfo().getOutput(inner.getLabels()[0]).getLabel();
        double sign = first.equals(YES) ? 1 : -1;
        double[] weights = new double[terms];
        int known = trained.getFeatureIDMap().size();
        for (int id = 0; id < known; id++) {
            weights[Integer.parseInt(trained.getFeatureIDMap().get(id).getName())] = sign * raw[id];
        }
        return new LinearModel(new double[] {sign * raw[known]}, weights);
    }

    private static void check(
            LibLinearModel<Label> trained,
            LinearModel plain,
            MutableDataset<Label> data,
            int[] chosen) {
        for (int i = 0; i < Math.min(CHECKED_ROWS, data.size()); i++) {
            Prediction<Label> theirs = trained.predict(data.getExample(i));
            double expected = score(theirs.getOutputScores());
            double ours = Calibration.probability(plain.scores(vector(data.getExample(i)))[0]);
            if (Math.abs(expected - ours) > SAME) {
                throw new IllegalStateException(
                        "row "
                                + chosen[i]
                                + ": "
                                + ours
                                + " (expected: Tribuo's "
                                + expected
                                + ")");
            }
        }
    }

    private static double score(Map<String, Label> scores) {
        Label yes = scores.get(YES);
        return yes == null ? 0 : yes.getScore();
    }

    private static SparseVector vector(Example<Label> example) {
        List<Integer> ids = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        example.forEach(
                feature -> {
                    ids.add(Integer.parseInt(feature.getName()));
                    values.add(feature.getValue());
                });
        return new SparseVector(
                ids.stream().mapToInt(Integer::intValue).toArray(),
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
