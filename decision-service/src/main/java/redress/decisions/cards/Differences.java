package redress.decisions.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.fairness.Comparison;
import redress.decisions.fairness.GroupFigures;
import redress.decisions.fairness.Measure;

/// How the cards of two versions differ: b minus a, for what both have.
///
/// `cautions` say why a difference may not be the model's. It does not say which is better.
public record Differences(
        List<Change> metrics, List<Change> thresholds, List<Change> gaps, List<String> cautions) {
    public Differences {
        metrics = List.copyOf(metrics);
        thresholds = List.copyOf(thresholds);
        gaps = List.copyOf(gaps);
        cautions = List.copyOf(cautions);
    }

    public static Differences between(ModelCard a, ModelCard b) {
        if (!a.kind().equals(b.kind())) {
            throw new BadInput(
                    Reason.NO_MODEL, "kinds: " + a.kind() + ", " + b.kind() + " (expected: one)");
        }
        return new Differences(
                changes(a.metrics(), b.metrics()),
                changes(a.thresholds(), b.thresholds()),
                changes(gaps(a), gaps(b)),
                cautions(a, b));
    }

    private static List<String> cautions(ModelCard a, ModelCard b) {
        List<String> cautions = new ArrayList<>();
        if (!a.dataSha256().equals(b.dataSha256())) {
            cautions.add(
                    "Measured on different tables: a difference may come from the rows. Evaluate"
                            + " both on one table that neither has seen.");
        }
        if (a.starter() != b.starter()) {
            cautions.add("One of them is made from invented examples.");
        }
        if (!a.metrics().keySet().equals(b.metrics().keySet())) {
            cautions.add(
                    "They are not measured in all the same ways: only what both have is shown.");
        }
        return cautions;
    }

    private static List<Change> changes(Map<String, Double> a, Map<String, Double> b) {
        List<Change> found = new ArrayList<>();
        a.forEach(
                (name, value) -> {
                    Double other = b.get(name);
                    if (other != null) {
                        found.add(new Change(name, value, other, other - value));
                    }
                });
        return found;
    }

    /// Every gap by what it is a gap of; gaps to another reference group are other gaps.
    private static Map<String, Double> gaps(ModelCard card) {
        Map<String, Double> found = new TreeMap<>();
        for (Comparison one : card.fairness().comparisons()) {
            for (GroupFigures group : one.groups()) {
                group.gaps()
                        .forEach(
                                (measure, gap) ->
                                        found.put(name(one, group, measure), gap.value()));
            }
        }
        return found;
    }

    private static String name(Comparison one, GroupFigures group, Measure measure) {
        return one.attribute()
                + ", "
                + one.outcome()
                + ": "
                + group.group()
                + " to "
                + one.reference()
                + ", "
                + measure.label();
    }

    /// One figure in both versions.
    public record Change(String name, double a, double b, double difference) {}
}
