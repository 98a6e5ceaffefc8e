package redress.decisions.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.decisions.BadInput;
import redress.decisions.advice.Reason;
import redress.decisions.maps.MapFile;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.models.TrainedModel;
import redress.decisions.priority.Band;
import redress.decisions.priority.PriorityAdvice;
import redress.decisions.priority.PriorityRecommender;
import redress.decisions.tables.Table;

class TrainingTest {
    private static final String MAP =
            """
            kind: case_priority
            id: id
            target: target_poor
            features:
              include: [rooms, rent, people, constant]
            labels: {rent: monthly rent}
            algorithm: xgboost
            """;

    @TempDir Path folder;

    private static TrainedModel train(int rows) {
        StringBuilder csv = new StringBuilder("id,rooms,rent,people,constant,target_poor\n");
        Random random = new Random(9);
        for (int i = 0; i < rows; i++) {
            int rooms = random.nextInt(5);
            int people = 1 + random.nextInt(8);
            int poor = people - rooms + random.nextGaussian() > 2 ? 1 : 0;
            csv.append(
                    i
                            + ","
                            + rooms
                            + ","
                            + (random.nextInt(9) == 0 ? "" : 100 * rooms)
                            + ","
                            + people
                            + ",7,"
                            + poor
                            + "\n");
        }
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        try (Table table = Table.of("t.csv", new ByteArrayInputStream(bytes))) {
            return Training.train(table, MapFile.parse("m.yaml", MAP), "", false, line -> {});
        }
    }

    private PriorityRecommender recommender() {
        ModelStore store = new ModelStore(folder, Clock.systemUTC());
        store.add(train(600));
        return PriorityRecommender.of(store.loadCurrent(Kind.CASE_PRIORITY));
    }

    @Test
    void givesTheSameBytesTwice() {
        assertThat(train(300).files().get("priority.bin"))
                .isEqualTo(train(300).files().get("priority.bin"));
    }

    @Test
    void refusesTooFewRows() {
        assertThatThrownBy(() -> train(10))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rows: 10");
    }

    @Test
    void putsACrowdedHouseholdAboveARoomyOne() {
        PriorityRecommender recommender = recommender();
        PriorityAdvice crowded =
                recommender.recommend(Map.of("rooms", 1.0, "rent", 100.0, "people", 8.0));
        PriorityAdvice roomy =
                recommender.recommend(Map.of("rooms", 4.0, "rent", 400.0, "people", 1.0));
        assertThat(crowded.band()).isIn(Band.HIGH, Band.URGENT);
        assertThat(roomy.band()).isEqualTo(Band.LOW);
        assertThat(crowded.abstained()).isEmpty();
    }

    @Test
    void givesReasonsThatAddUpToTheScore() {
        PriorityAdvice advice = recommender().recommend(Map.of("rooms", 1.0, "people", 8.0));
        double sum = advice.explanation().bias() + advice.explanation().others();
        for (Reason reason : advice.explanation().reasons()) {
            sum += reason.contribution();
        }
        assertThat(Math.abs(sum - advice.explanation().score())).isLessThan(1e-6);
        assertThat(advice.explanation().reasons())
                .anyMatch(reason -> reason.text().startsWith("monthly rent (rent) is not known"));
    }

    @Test
    void abstainsWhenTooFewFactsAreKnown() {
        assertThat(recommender().recommend(Map.of("rooms", 1.0)).abstained())
                .contains("only 1 of 3 facts are known");
    }

    @Test
    void abstainsFarOutsideWhatItHasSeen() {
        Map<String, Double> facts =
                new HashMap<>(Map.of("rooms", 1.0, "rent", 100.0, "people", 900.0));
        assertThat(recommender().recommend(facts).abstained().orElseThrow())
                .contains("people is 900, far outside");
    }

    @Test
    void doesNotUseFactsThatAreNotInItsSchema() {
        PriorityRecommender recommender = recommender();
        Map<String, Double> facts =
                new HashMap<>(Map.of("rooms", 1.0, "rent", 100.0, "people", 8.0));
        double before = recommender.probability(facts);
        facts.put("sex", 1.0);
        assertThat(recommender.probability(facts)).isEqualTo(before);
    }
}
