package redress.decisions.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import redress.decisions.evaluation.Binary;

class CalibrationTest {
    @Test
    void findsTheLineThatMadeTheAnswers() {
        Random random = new Random(3);
        double[] scores = new double[20_000];
        boolean[] answers = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 3 * random.nextGaussian();
            answers[i] = random.nextDouble() < Calibration.probability(.5 * scores[i] - 1);
        }
        Calibration line = Calibration.fit(scores, answers);
        assertThat(line.slope()).isCloseTo(.5, within(.05));
        assertThat(line.intercept()).isCloseTo(-1, within(.1));
        double[] calibrated = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            calibrated[i] = Calibration.probability(line.apply(scores[i]));
        }
        assertThat(Binary.calibrationError(calibrated, answers)).isLessThan(.02);
    }

    @Test
    void changesNothingWhenOneAnswerIsAbsent() {
        assertThat(Calibration.fit(new double[] {1, 2}, new boolean[] {true, true}))
                .isEqualTo(Calibration.NONE);
    }

    @Test
    void neverTurnsTheOrderRound() {
        assertThat(
                        Calibration.fit(
                                new double[] {2, 1, -1, -2},
                                new boolean[] {false, false, true, true}))
                .isEqualTo(Calibration.NONE);
    }

    @Test
    void bestF1BeatsEveryOtherThreshold() {
        Random random = new Random(5);
        double[] p = random.doubles(300).toArray();
        boolean[] answers = new boolean[p.length];
        for (int i = 0; i < p.length; i++) {
            answers[i] = random.nextDouble() < p[i] * p[i];
        }
        double best = Binary.hits(p, answers, Thresholds.bestF1(p, answers)).f1();
        for (double threshold : p) {
            assertThat(Binary.hits(p, answers, threshold).f1()).isLessThanOrEqualTo(best);
        }
    }

    @Test
    void reachingFindsTheShareAsked() {
        double[] p = {.9, .8, .7, .6};
        boolean[] answers = {true, false, true, true};
        assertThat(Thresholds.reaching(.6, p, answers)).isCloseTo(.65, within(1e-12));
        assertThat(Thresholds.reaching(1, p, answers)).isCloseTo(.6, within(1e-12));
    }

    @Test
    void purityIsOneWhenNoneIsPureEnough() {
        assertThat(Thresholds.purity(.9, new double[] {.9, .8}, new boolean[] {false, true}))
                .isEqualTo(1);
    }
}
