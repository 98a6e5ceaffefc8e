package redress.decisions.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.decisions.rows.Grouping;

@DisplayName("decisions 12: small cells are withheld")
class CellsTest {
    private static Grouping sized(Object... groupsAndSizes) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < groupsAndSizes.length; i += 2) {
            labels.addAll(
                    Collections.nCopies((int) groupsAndSizes[i + 1], (String) groupsAndSizes[i]));
        }
        return new Grouping("group", labels);
    }

    @Test
    void showsGroupsOfThirtyAndCountsRowsWithoutOne() {
        Cells cells = Cells.of(sized("a", 30, "b", 31, "", 7));
        assertThat(cells.shown()).containsEntry("a", 30).containsEntry("b", 31).hasSize(2);
        assertThat(cells.withheld()).isEmpty();
        assertThat(cells.withoutGroup()).isEqualTo(7);
        assertThat(cells.largest()).isEqualTo("b");
    }

    @Test
    void withholdsTheNextGroupWhenSubtractionWouldShowASmallOne() {
        Cells cells = Cells.of(sized("few", 3, "some", 40, "many", 90, "most", 200));
        assertThat(cells.withheld()).containsExactly("few", "some");
        assertThat(cells.shown()).containsOnlyKeys("many", "most");
    }

    @Test
    void withholdsSmallGroupsAloneWhenTheyHideEachOther() {
        assertThat(Cells.of(sized("a", 16, "b", 17, "c", 90, "d", 80)).withheld())
                .containsExactly("a", "b");
    }

    @Test
    void doesNotTakeNumbersForGroups() {
        List<String> many = IntStream.range(0, 900).mapToObj(i -> "v" + i % 21).toList();
        assertThat(Cells.of(new Grouping("income", many)).obstacle())
                .isEqualTo("21 different values (expected: at most 20)");
    }

    @Test
    void needsTwoGroups() {
        assertThat(Cells.of(sized("a", 300, "", 40)).obstacle())
                .isEqualTo("fewer than two groups of 30 rows or more");
    }
}
