package redress.decisions.cards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.fairness.FairnessReport;
import redress.decisions.models.StoredModel;
import redress.decisions.models.TrainedModel;

/// Puts the model card and the data sheet into a version, as Markdown and JSON, and reads them
/// back.
///
/// The version's digest covers them. The same training gives the same bytes.
public final class Cards {
    public static final String CARD = "model-card.md";
    public static final String CARD_JSON = "model-card.json";
    public static final String SHEET = "data-sheet.md";
    public static final String SHEET_JSON = "data-sheet.json";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private Cards() {}

    public static TrainedModel addTo(TrainedModel model, Subject subject, FairnessReport fairness) {
        ModelCard card = ModelCard.of(model, subject, fairness);
        DataSheet sheet = DataSheet.of(model, subject);
        return model.with(CARD, ModelCardPage.of(card).getBytes(StandardCharsets.UTF_8))
                .with(CARD_JSON, json(card))
                .with(SHEET, DataSheetPage.of(sheet).getBytes(StandardCharsets.UTF_8))
                .with(SHEET_JSON, json(sheet));
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a card is always JSON", e);
        }
    }

    /// A page of a version as text; empty when the version was trained before there were cards.
    public static Optional<String> page(StoredModel stored, String file) {
        return Optional.ofNullable(stored.files().get(file))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /// A JSON file of a version; empty when the version was trained before there were cards.
    public static Optional<JsonNode> json(StoredModel stored, String file) {
        return page(stored, file).map(text -> read(stored, file, text, JsonNode.class));
    }

    /// The model card of a version.
    public static ModelCard card(StoredModel stored) {
        String text = new String(stored.file(CARD_JSON), StandardCharsets.UTF_8);
        return read(stored, CARD_JSON, text, ModelCard.class);
    }

    private static <T> T read(StoredModel stored, String file, String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (IOException e) {
            throw new BadInput(
                    Reason.TAMPERED_MODEL,
                    "model " + stored.manifest().version() + ": " + file + ": not usable",
                    e);
        }
    }
}
