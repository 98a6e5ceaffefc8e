package redress.decisions.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.decisions.serving.Lineup.Canary;
import redress.decisions.serving.Lineup.Loaded;

@DisplayName("decisions 8: a canary answers for a stable share of the items")
class LineupTest {
    private static final List<String> ITEMS =
            IntStream.range(0, 10_000).mapToObj(i -> new UUID(7, i).toString()).toList();

    private static Lineup<String> lineup(String digest, int percent) {
        return new Lineup<>(
                new Loaded<>("one", "1", "serving"),
                Optional.of(new Canary<>(new Loaded<>("two", digest, "canary"), percent)),
                Optional.of(new Loaded<>("three", "3", "shadow")));
    }

    private static List<String> canaries(Lineup<String> lineup) {
        return ITEMS.stream().filter(item -> lineup.modelFor(item).equals("canary")).toList();
    }

    @Test
    void answersForItsShare() {
        assertThat(canaries(lineup("2", 20))).hasSizeBetween(1_800, 2_200);
        assertThat(canaries(lineup("2", 1))).hasSizeBetween(60, 140);
    }

    @Test
    void answersForTheSameItemsEveryTimeAndKeepsThemWhenTheShareGrows() {
        assertThat(canaries(lineup("2", 5))).isEqualTo(canaries(lineup("2", 5)));
        assertThat(canaries(lineup("2", 20))).containsAll(canaries(lineup("2", 5)));
    }

    @Test
    void doesNotAnswerForTheSamePeopleAsTheCanaryBefore() {
        var first = canaries(lineup("2", 10));
        assertThat(canaries(lineup("4", 10)).stream().filter(first::contains).count())
                .isLessThan(200);
    }

    @Test
    void aShadowNeverAnswers() {
        assertThat(ITEMS).noneMatch(item -> lineup("2", 20).modelFor(item).equals("shadow"));
    }
}
