package redress.decisions.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.decisions.BadInput;
import redress.decisions.cards.Cards;
import redress.decisions.maps.MapFile;
import redress.decisions.models.Kind;
import redress.decisions.models.Manifest;
import redress.decisions.models.ModelStore;
import redress.decisions.models.TrainedModel;
import redress.decisions.tables.Table;

/// Invented households: `sex` decides the colour of the house, nothing decides `hand`.
class FairnessOfTrainingTest {
    private static final String PRIORITY =
            """
            kind: case_priority
            id: id
            target: target_poor
            features: {include: [people, house]}
            protected: [sex, hand]
            groups: {size: {column: people, from: {small: 1, large: 4}}}
            algorithm: linear
            """;
    private static final String TRIAGE =
            """
            kind: grievance_triage
            id: id
            text: [text]
            flags: {urgent: target_poor}
            protected: [sex, hand]
            """;

    @TempDir Path folder;

    private static TrainedModel train(String map) {
        StringBuilder csv = new StringBuilder("id,people,house,text,sex,hand,target_poor\n");
        Random random = new Random(4);
        for (int i = 0; i < 900; i++) {
            int people = 1 + random.nextInt(8);
            String sex = random.nextInt(10) == 0 ? "" : random.nextBoolean() ? "f" : "m";
            int house = sex.equals("f") ? 1 : 0;
            int poor = people + random.nextGaussian() > 4.5 ? 1 : 0;
            String text =
                    (house == 1 ? "red" : "blue") + " house " + (poor == 1 ? "hungry" : "well");
            String hand = random.nextBoolean() ? "left" : "right";
            csv.append(i + "," + people + "," + house + "," + text + "," + sex + "," + hand);
            csv.append("," + poor + "\n");
        }
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        try (Table table = Table.of("t.csv", new ByteArrayInputStream(bytes))) {
            return Training.train(table, MapFile.parse("m.yaml", map), "", false, line -> {});
        }
    }

    private static JsonNode report(String map) throws IOException {
        return new ObjectMapper()
                .readTree(train(map).files().get(Cards.CARD_JSON))
                .path("fairness");
    }

    private static double proxy(JsonNode report, String attribute) {
        for (JsonNode one : report.path("proxies")) {
            if (one.path("attribute").asText().equals(attribute)) {
                return one.path("auc").asDouble();
            }
        }
        throw new AssertionError("no proxy for " + attribute);
    }

    @Test
    @DisplayName("decisions 12: groups are compared on rows that the model had not seen")
    void comparesGroupsOnRowsHeldBack() throws IOException {
        JsonNode comparisons = report(PRIORITY).path("comparisons");
        assertThat(comparisons.findValuesAsText("attribute"))
                .containsExactly("size", "sex", "hand");
        JsonNode sex = comparisons.get(1);
        assertThat(sex.path("rows").asInt()).isBetween(150, 300);
        assertThat(sex.path("without_group").asInt()).isBetween(5, 50);
        assertThat(sex.path("groups").findValuesAsText("group")).containsExactly("f", "m");
    }

    @Test
    @DisplayName("decisions 12: a proxy report says how well the facts predict the group")
    void findsTheFactThatGivesAGroupAway() throws IOException {
        for (String map : new String[] {PRIORITY, TRIAGE}) {
            JsonNode report = report(map);
            assertThat(proxy(report, "sex")).isGreaterThan(.99);
            assertThat(proxy(report, "hand")).isBetween(.4, .6);
        }
    }

    @Test
    @DisplayName("decisions 8: the report is part of the version")
    void isCoveredByTheDigest() throws IOException {
        ModelStore store = new ModelStore(folder, Clock.systemUTC());
        Manifest manifest = store.add(train(TRIAGE));
        Path file =
                folder.resolve("grievance_triage")
                        .resolve(manifest.version())
                        .resolve(Cards.CARD_JSON);
        Files.writeString(file, Files.readString(file).replace("\"left\"", "\"LEFT\""));
        assertThatThrownBy(() -> store.loadCurrent(Kind.GRIEVANCE_TRIAGE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not match its digest");
    }
}
