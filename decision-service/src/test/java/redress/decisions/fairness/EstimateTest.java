package redress.decisions.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
    /// Newcombe 1998, Stat. Med. 17:857, table I, method 3.
    @ParameterizedTest
    @CsvSource({"81,263,.2553,.3662", "15,148,.0624,.1605", "0,20,0,.1611", "1,29,.0061,.1718"})
    void sharesHaveWilsonsInterval(int hits, int of, double low, double high) {
        Estimate share = Estimate.share(hits, of);
        assertThat(share.value()).isCloseTo(hits / (double) of, within(1e-6));
        assertThat(share.low()).isCloseTo(low, within(5e-5));
        assertThat(share.high()).isCloseTo(high, within(5e-5));
    }

    /// Newcombe 1998, Stat. Med. 17:873, table II, method 10.
    @ParameterizedTest
    @CsvSource({"56,70,48,80,.0524,.3339", "9,10,3,10,.1705,.8090", "5,56,0,29,-.0381,.1926"})
    void differencesHaveNewcombesInterval(
            int hits, int of, int otherHits, int otherOf, double low, double high) {
        Estimate gap = Estimate.share(hits, of).minus(Estimate.share(otherHits, otherOf));
        assertThat(gap.low()).isCloseTo(low, within(5e-5));
        assertThat(gap.high()).isCloseTo(high, within(5e-5));
        assertThat(gap.excludesZero()).isEqualTo(low > 0);
    }

    /// Computed with SciPy: `stats.t.interval(.95, 5, loc=mean, scale=sem)`.
    @Test
    void meansHaveStudentsInterval() {
        double[] values = {.1, -.2, .4, .05, -.3, .25};
        Estimate mean = Estimate.mean(values.length, i -> values[i]);
        assertThat(mean.value()).isCloseTo(.05, within(1e-6));
        assertThat(mean.low()).isCloseTo(-.2276546, within(1e-6));
        assertThat(mean.high()).isCloseTo(.3276546, within(1e-6));
    }
}
