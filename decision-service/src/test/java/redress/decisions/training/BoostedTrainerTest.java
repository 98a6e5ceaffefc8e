package redress.decisions.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.Label;
import org.tribuo.common.xgboost.XGBoostModel;
import redress.decisions.calibration.Calibration;
import redress.decisions.trees.TreeEnsemble;
import redress.decisions.trees.TreeShap;

class BoostedTrainerTest {
    private static final int COLUMNS = 6;

    private static double[][] rows(long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[400][COLUMNS];
        for (double[] row : rows) {
            Arrays.setAll(
                    row,
                    i ->
                            random.nextInt(8) == 0
                                    ? Double.NaN
                                    : Math.round(10 * random.nextGaussian()) / 3.0);
        }
        return rows;
    }

    private static boolean[] answers(double[][] rows, long seed) {
        Random random = new Random(seed + 1);
        boolean[] answers = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double a = Double.isNaN(rows[i][0]) ? 1 : rows[i][0];
            answers[i] =
                    a * (Double.isNaN(rows[i][1]) ? 2 : rows[i][1]) + 3 * random.nextGaussian() > 1;
        }
        return answers;
    }

    private static int[] all(double[][] rows) {
        return IntStream.range(0, rows.length).toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void plainTreesRepeatXgboostAndItsContributions(long seed) throws XGBoostError {
        double[][] rows = rows(seed);
        BoostedTrainer trainer = new BoostedTrainer(rows, COLUMNS, 40, .2, seed);
        XGBoostModel<Label> grown = trainer.train(all(rows), answers(rows, seed));
        TreeEnsemble plain = trainer.takeOver(grown);
        TreeShap shap = new TreeShap(plain);
        int yes = grown.getOutputIDInfo().getID(new Label("yes"));
        float[][] theirs = grown.getInnerModels().getFirst().predictContrib(matrix(rows, grown), 0);
        for (int row = 0; row < rows.length; row++) {
            float[] facts = BoostedTrainer.floats(rows[row]);
            double[] shares = shap.contributions(facts);
            assertThat(shap.bias() + Arrays.stream(shares).sum())
                    .isCloseTo(plain.score(facts), within(1e-9));
            for (int id = 0; id < COLUMNS; id++) {
                int column = Integer.parseInt(grown.getFeatureIDMap().get(id).getName());
                double expected =
                        theirs[row][yes * (COLUMNS + 1) + id]
                                - theirs[row][(1 - yes) * (COLUMNS + 1) + id];
                assertThat(shares[column]).isCloseTo(expected, within(2e-5));
            }
        }
    }

    private static DMatrix matrix(double[][] rows, XGBoostModel<Label> model) throws XGBoostError {
        float[] flat = new float[rows.length * COLUMNS];
        for (int row = 0; row < rows.length; row++) {
            for (int id = 0; id < COLUMNS; id++) {
                int column = Integer.parseInt(model.getFeatureIDMap().get(id).getName());
                flat[row * COLUMNS + id] = (float) rows[row][column];
            }
        }
        return new DMatrix(flat, rows.length, COLUMNS, Float.NaN);
    }

    /// On rows that were not learnt from, far outside of them too, and with nothing known.
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    @DisplayName("decisions 9: the plain trees give XGBoost's own probability within 1e-6")
    void repeatsXgboostOnRowsNotSeen(long seed) throws XGBoostError {
        double[][] learnt = rows(seed);
        BoostedTrainer trainer = new BoostedTrainer(learnt, COLUMNS, 60, .3, seed);
        XGBoostModel<Label> grown = trainer.train(all(learnt), answers(learnt, seed));
        TreeEnsemble plain = trainer.takeOver(grown);
        double[][] unseen = rows(seed + 100);
        Arrays.fill(unseen[0], Double.NaN);
        Arrays.fill(unseen[1], -1e9);
        Arrays.fill(unseen[2], 1e9);
        int yes = grown.getOutputIDInfo().getID(new Label("yes"));
        float[][] theirs = grown.getInnerModels().getFirst().predict(matrix(unseen, grown));
        for (int row = 0; row < unseen.length; row++) {
            double ours = Calibration.probability(plain.score(BoostedTrainer.floats(unseen[row])));
            assertThat(ours).isCloseTo(theirs[row][yes], within(1e-6));
        }
    }

    /// `fit` itself compares 200 rows with XGBoost and throws above 1e-6.
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7, 8})
    void checksItselfAgainstXgboost(long seed) {
        double[][] rows = rows(seed);
        TreeEnsemble trees =
                new BoostedTrainer(rows, COLUMNS, 60, .3, seed).fit(all(rows), answers(rows, seed));
        assertThat(trees.features()).isEqualTo(COLUMNS);
    }
}
