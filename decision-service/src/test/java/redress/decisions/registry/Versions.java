package redress.decisions.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import redress.decisions.cards.Cards;
import redress.decisions.cards.ModelCard;
import redress.decisions.fairness.Comparison;
import redress.decisions.fairness.Estimate;
import redress.decisions.fairness.FairnessReport;
import redress.decisions.fairness.GroupFigures;
import redress.decisions.fairness.Measure;
import redress.decisions.models.Kind;
import redress.decisions.models.Manifest;
import redress.decisions.models.ModelStore;
import redress.decisions.models.TrainedModel;
import redress.decisions.starter.StarterModels;

/// Versions that recommend like the starter and say of themselves whatever a test needs.
public final class Versions {
    public static final String TABLE = "a".repeat(64);
    private static final TrainedModel STARTER = StarterModels.train(Kind.CASE_PRIORITY);
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private Versions() {}

    /// Measures as of a good model of priorities.
    public static Map<String, Double> measures(double auc) {
        return Map.of("auc", auc, "brier", .15, "ece", .01, "coverage", .9);
    }

    /// A version in a store.
    public static Manifest add(ModelStore store, double auc) {
        return store.add(trained(TABLE, measures(auc), new FairnessReport(List.of(), List.of())));
    }

    static TrainedModel trained(
            String table, Map<String, Double> measures, FairnessReport fairness) {
        return trained(Kind.CASE_PRIORITY, table, measures, fairness);
    }

    /// The same of any kind, of which only manifest and card are that.
    static TrainedModel trained(
            Kind kind, String table, Map<String, Double> measures, FairnessReport fairness) {
        var plain =
                new TrainedModel(
                        kind,
                        "households",
                        false,
                        STARTER.files(),
                        table,
                        1000,
                        "",
                        1,
                        measures,
                        STARTER.thresholds(),
                        Map.of());
        return plain.with(Cards.CARD_JSON, json(card(table, measures, fairness)));
    }

    static FairnessReport groups(String attribute, Measure measure, double gap, double width) {
        var found = new Estimate(gap, gap - width, gap + width);
        var women = new GroupFigures("women", 90, Map.of(), Map.of(measure, found));
        return new FairnessReport(
                List.of(
                        new Comparison(
                                attribute,
                                "high or urgent",
                                200,
                                0,
                                List.of(),
                                "",
                                "men",
                                List.of(women))),
                List.of());
    }

    private static ModelCard card(
            String table, Map<String, Double> measures, FairnessReport fairness) {
        return new ModelCard(
                "case_priority",
                "households",
                false,
                "",
                "",
                table,
                1000,
                "",
                List.of(),
                List.of(),
                "",
                measures,
                Map.of(),
                fairness,
                List.of(),
                Map.of());
    }

    private static byte[] json(ModelCard card) {
        try {
            return JSON.writeValueAsBytes(card);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
