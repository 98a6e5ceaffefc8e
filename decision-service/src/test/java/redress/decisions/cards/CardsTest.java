package redress.decisions.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.models.StoredModel;
import redress.decisions.models.TrainedModel;
import redress.decisions.starter.StarterModels;

@DisplayName("decisions 17: a model card and a data sheet are made for every version")
class CardsTest {
    @TempDir Path folder;

    private static String text(TrainedModel model, String file) {
        return new String(Objects.requireNonNull(model.files().get(file)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysWhatTheModelIsForHowGoodItIsAndWhereItEnds(Kind kind) {
        TrainedModel model = StarterModels.train(kind);
        assertThat(text(model, Cards.CARD))
                .contains(
                        "## Purpose",
                        "## Not for",
                        "## Data and facts",
                        model.dataSha256(),
                        model.mapSha256(),
                        "## Quality",
                        "abstains on the rest",
                        "## Calibration",
                        "## Thresholds",
                        "## Fairness",
                        "nothing was compared",
                        "## Limits",
                        "invented examples",
                        "## Provenance",
                        "| tribuo-version | 4.3.2 |");
        model.metrics()
                .keySet()
                .forEach(name -> assertThat(text(model, Cards.CARD)).contains(name));
    }

    @Test
    void saysWhereTheDataComeFrom() {
        TrainedModel model = StarterModels.train(Kind.CASE_PRIORITY);
        assertThat(text(model, Cards.SHEET))
                .contains(
                        "- Source: invented by the project",
                        "- Made up: yes, every row",
                        "- Rows: 300",
                        "| target_in_need = 1 |",
                        "| rooms | 95.0 % |");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hasTheSameBytesEveryTime(Kind kind) {
        TrainedModel first = StarterModels.train(kind);
        TrainedModel second = StarterModels.train(kind);
        assertThat(first.files())
                .containsKeys(Cards.CARD, Cards.CARD_JSON, Cards.SHEET, Cards.SHEET_JSON);
        first.files()
                .forEach((name, bytes) -> assertThat(second.files().get(name)).isEqualTo(bytes));
    }

    @Test
    void isReadBackFromAVersion() {
        ModelStore store = new ModelStore(folder, Clock.systemUTC());
        TrainedModel model = StarterModels.train(Kind.CASE_PRIORITY);
        StoredModel stored = store.load(Kind.CASE_PRIORITY, store.add(model).version());
        ModelCard card = Cards.card(stored);
        assertThat(card.metrics()).isEqualTo(model.metrics()).containsKey("coverage");
        assertThat(card.facts()).hasSize(9);
        assertThat(Cards.page(stored, Cards.CARD)).contains(text(model, Cards.CARD));
    }
}
