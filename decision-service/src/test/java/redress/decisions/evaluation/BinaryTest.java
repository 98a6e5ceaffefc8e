package redress.decisions.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinaryTest {
    @Test
    void aucCountsPairsAndHalvesTies() {
        double[] scores = {.1, .4, .4, .8};
        boolean[] answers = {false, false, true, true};
        assertThat(Binary.auc(scores, answers)).isCloseTo(3.5 / 4, within(1e-12));
    }

    @Test
    void aucOfOneAnswerIsNotANumber() {
        assertThat(Binary.auc(new double[] {.1, .2}, new boolean[] {true, true})).isNaN();
    }

    @Test
    void brierIsTheMeanSquaredMiss() {
        assertThat(Binary.brier(new double[] {.8, .3}, new boolean[] {true, false}))
                .isCloseTo((.04 + .09) / 2, within(1e-12));
    }

    @Test
    void calibrationErrorWeighsBinsBySize() {
        double[] p = {.95, .95, .05, .05};
        boolean[] answers = {true, false, false, false};
        assertThat(Binary.calibrationError(p, answers))
                .isCloseTo(.5 * .45 + .5 * .05, within(1e-12));
    }

    @Test
    void f1IsTheHarmonicMean() {
        assertThat(new Binary.Hits(2, 1, 1).f1()).isCloseTo(2.0 / 3, within(1e-12));
    }
}
