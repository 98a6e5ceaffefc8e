package redress.decisions.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redress.decisions.fairness.FairnessReport;
import redress.decisions.models.Kind;
import redress.decisions.models.TrainedModel;

/// What anybody who relies on a model should know.
///
/// It names no version: the version is a digest of all files, the card among them. `metrics` and
/// `fairness` come from rows that the measured model had not seen.
public record ModelCard(
        String kind,
        String name,
        boolean starter,
        String purpose,
        String notFor,
        String dataSha256,
        long dataRows,
        String mapSha256,
        List<String> facts,
        List<String> neverFacts,
        String measuredOn,
        Map<String, Double> metrics,
        Map<String, Double> thresholds,
        FairnessReport fairness,
        List<String> limits,
        Map<String, String> provenance) {
    private static final String NOT_FOR =
            "Refusing, reducing or ending help, accusing anybody, or any use in which no person decides.";

    public ModelCard {
        facts = List.copyOf(facts);
        neverFacts = List.copyOf(neverFacts);
        metrics = new TreeMap<>(metrics);
        thresholds = new TreeMap<>(thresholds);
        limits = List.copyOf(limits);
        provenance = new TreeMap<>(provenance);
    }

    static ModelCard of(TrainedModel model, Subject subject, FairnessReport fairness) {
        return new ModelCard(
                model.kind().label(),
                model.name(),
                model.starter(),
                subject.about().purpose().orElse(purpose(model.kind())),
                subject.about().notFor().orElse(NOT_FOR),
                model.dataSha256(),
                model.dataRows(),
                model.mapSha256(),
                subject.facts(),
                subject.neverFacts(),
                subject.measuredOn(),
                model.metrics(),
                model.thresholds(),
                fairness,
                limits(model, subject),
                model.provenance());
    }

    private static String purpose(Kind kind) {
        return switch (kind) {
            case CASE_PRIORITY ->
                    "Suggests, with reasons, which cases to look at first. A person decides.";
            case GRIEVANCE_TRIAGE ->
                    "Suggests, with reasons, what a grievance is about and how soon to read it. A person decides.";
        };
    }

    private static List<String> limits(TrainedModel model, Subject subject) {
        List<String> limits = new ArrayList<>();
        if (model.starter()) {
            limits.add("Made from invented examples: its figures say nothing about people.");
        }
        subject.about().limits().ifPresent(limits::add);
        limits.add(
                "The figures hold for rows like those of the table: another place, year or way of"
                        + " asking needs measuring again.");
        limits.add(
                "Thresholds, and calibration where it was needed, were chosen on the rows that the"
                        + " figures come from, which flatters F1 and calibration a little.");
        limits.add("The figures count the rows on which the model abstains like any other.");
        limits.addAll(subject.limits());
        return limits;
    }
}
