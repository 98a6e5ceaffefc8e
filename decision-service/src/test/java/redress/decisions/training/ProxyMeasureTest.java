package redress.decisions.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.decisions.fairness.Proxy;
import redress.decisions.rows.Grouping;
import redress.decisions.text.SparseVector;

class ProxyMeasureTest {
    /// 45 of 900 rows are "few"; a third is measured, which is 15.
    private static String group(int row) {
        return row % 20 == 1 ? "few" : row % 2 == 0 ? "even" : "odd";
    }

    @Test
    @DisplayName("decisions 12: no proxy is measured on a few people")
    void leavesOutAGroupOfWhichTooFewAreMeasured() {
        Grouping grouping =
                new Grouping(
                        "group",
                        IntStream.range(0, 900).mapToObj(ProxyMeasureTest::group).toList());
        List<Proxy> found =
                new ProxyMeasure(
                                row -> new SparseVector(new int[] {0}, new double[] {1 + row % 2}),
                                1,
                                1,
                                7)
                        .measure(List.of(grouping));
        assertThat(found).extracting(Proxy::group).containsExactly("even", "odd");
        assertThat(found.getFirst().auc()).isCloseTo(1, within(1e-6));
        assertThat(found.getFirst().measuredOn()).isEqualTo(300);
    }
}
