package redress.decisions.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import redress.decisions.serving.Lineup.Loaded;
import redress.decisions.v1.ItemScope;
import redress.decisions.v1.Recommendation;

class GivenTest {
    private static final Lineup<String> LINEUP =
            new Lineup<>(
                    new Loaded<>("one", "1", "serves"),
                    Optional.empty(),
                    Optional.of(new Loaded<>("two", "2", "shadows")));

    private static Recommendation recommended(String model) {
        if (model.equals("shadows")) {
            throw new StackOverflowError();
        }
        return Recommendation.newBuilder().setId(model).build();
    }

    @Test
    void aShadowThatOverflowsLeavesTheAnswerAlone() {
        var given =
                Given.by(LINEUP, "item", ItemScope.getDefaultInstance(), GivenTest::recommended);
        assertThat(given.answer().recommendation().getId()).isEqualTo("serves");
        assertThat(given.shadow().get()).isEmpty();
    }
}
