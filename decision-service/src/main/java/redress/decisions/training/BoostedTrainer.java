package redress.decisions.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.common.xgboost.XGBoostTrainer.BoosterType;
import org.tribuo.common.xgboost.XGBoostTrainer.LoggingVerbosity;
import org.tribuo.common.xgboost.XGBoostTrainer.TreeMethod;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import redress.decisions.calibration.Calibration;
import redress.decisions.trees.TreeEnsemble;
import redress.decisions.trees.XgboostDump;

/// Grows boosted trees with Tribuo's XGBoost and takes them over as plain Java.
///
/// The native library is needed to train only (it is built for x86-64); the plain trees are checked
/// against it: the same probabilities within 1e-6. A value that is not known is left out of the
/// row, which XGBoost treats as missing.
final class BoostedTrainer {
    private static final int DEPTH = 6;
    private static final double LEAST_CHILD = 5;
    private static final double ROWS_PER_TREE = .8;
    private static final double COLUMNS_PER_TREE = .5;
    // More threads spin on a busy machine, and their number is part of the result.
    private static final int THREADS = 1;
    private static final int CHECKED_ROWS = 200;
    private static final double SAME = 1e-6;

    private final double[][] rows;
    private final String[] names;
    private final int rounds;
    private final double rate;
    private final long seed;

    BoostedTrainer(double[][] rows, int columns, int rounds, double rate, long seed) {
        this.rows = rows.clone();
        this.names = new String[columns];
        for (int i = 0; i < columns; i++) {
            names[i] = String.format(Locale.ROOT, "%08d", i);
        }
        this.rounds = rounds;
        this.rate = rate;
        this.seed = seed;
    }

    XGBoostClassificationTrainer fresh() {
        return new XGBoostClassificationTrainer(
                BoosterType.GBTREE,
                TreeMethod.HIST,
                rounds,
                rate,
                0,
                DEPTH,
                LEAST_CHILD,
                ROWS_PER_TREE,
                COLUMNS_PER_TREE,
                1,
                0,
                THREADS,
                LoggingVerbosity.SILENT,
                seed);
    }

    /// Fits the rows with these numbers; `answers` is indexed by row number and holds both answers.
    TreeEnsemble fit(int[] chosen, boolean[] answers) {
        int[] known = withFacts(chosen);
        MutableDataset<Label> data = dataset(known, answers);
        XGBoostModel<Label> trained = fresh().train(data);
        TreeEnsemble plain = takeOver(trained);
        check(trained, plain, data, known);
        return plain;
    }

    XGBoostModel<Label> train(int[] chosen, boolean[] answers) {
        return fresh().train(dataset(withFacts(chosen), answers));
    }

    private MutableDataset<Label> dataset(int[] chosen, boolean[] answers) {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("table", labels), labels);
        Label yes = new Label(LogisticTrainer.YES);
        Label no = new Label(LogisticTrainer.NO);
        for (int row : chosen) {
            data.add(example(rows[row], answers[row] ? yes : no));
        }
        return data;
    }

    /// Tribuo refuses a row of which nothing is known.
    private int[] withFacts(int[] chosen) {
        return Arrays.stream(chosen)
                .filter(row -> !Arrays.stream(rows[row]).allMatch(Double::isNaN))
                .toArray();
    }

    private ArrayExample<Label> example(double[] row, Label answer) {
        int known = 0;
        for (double value : row) {
            known += Double.isNaN(value) ? 0 : 1;
        }
        String[] columns = new String[known];
        double[] values = new double[known];
        int at = 0;
        for (int i = 0; i < row.length; i++) {
            if (!Double.isNaN(row[i])) {
                columns[at] = names[i];
                values[at++] = row[i];
            }
        }
        return new ArrayExample<>(answer, columns, values);
    }

    TreeEnsemble takeOver(XGBoostModel<Label> trained) {
        try {
            Booster booster = trained.getInnerModels().getFirst();
            String[] dump = booster.getModelDump("", true, "json");
            int positive = trained.getOutputIDInfo().getID(new Label(LogisticTrainer.YES));
            return XgboostDump.twoClasses(
                    dump,
                    positive,
                    names.length,
                    id -> Integer.parseInt(trained.getFeatureIDMap().get(id).getName()));
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot dump its trees", e);
        }
    }

    private void check(
            XGBoostModel<Label> trained,
            TreeEnsemble plain,
            MutableDataset<Label> data,
            int[] chosen) {
        int size = Math.min(CHECKED_ROWS, chosen.length);
        List<Prediction<Label>> theirs = trained.predict(data.getData().subList(0, size));
        for (int i = 0; i < size; i++) {
            Label yes =
                    theirs.get(i)
                            .getOutputScores()
                            .getOrDefault(LogisticTrainer.YES, new Label(LogisticTrainer.YES, 0));
            double ours = Calibration.probability(plain.score(floats(rows[chosen[i]])));
            if (Math.abs(yes.getScore() - ours) > SAME) {
                throw new IllegalStateException(
                        "row "
                                + chosen[i]
                                + ": "
                                + ours
                                + " (expected: XGBoost's "
                                + yes.getScore()
                                + ")");
            }
        }
    }

    static float[] floats(double[] row) {
        float[] floats = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            floats[i] = (float) row[i];
        }
        return floats;
    }
}
