package redress.decisions.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redress.decisions.cards.ModelCard;
import redress.decisions.fairness.Comparison;
import redress.decisions.fairness.Estimate;
import redress.decisions.fairness.GroupFigures;
import redress.decisions.fairness.Measure;
import redress.decisions.v1.GateOutcome;
import redress.decisions.v1.ModelGate;
import redress.decisions.v1.ModelUse;

/// No group may be found clearly less often, or be judged clearly higher or lower, than the largest
/// one. Clear is a gap whose interval leaves out 0.
///
/// For triage the flag `urgent` is looked at, because it decides who is read first; without such a
/// flag, all. How often groups are raised is no gate: they may differ in what they need.
record GroupGate(Optional<ModelCard> card, ModelUse inUse) {
    private static final String NAME = "groups";
    private static final String URGENT = "urgent";
    private static final Map<Measure, Double> BOUNDS =
            Map.of(
                    Measure.FOUND, GateBounds.FOUND_GAP,
                    Measure.OVERESTIMATED, GateBounds.CALIBRATION_GAP);

    ModelGate judge() {
        List<String> compared = card.map(GroupGate::compared).orElse(List.of());
        List<String> faults = new ArrayList<>();
        inUse.getFigures().getComparedList().stream()
                .filter(attribute -> !compared.contains(attribute))
                .forEach(attribute -> faults.add(attribute + " not compared any more"));
        card.ifPresent(one -> judged(one).forEach(comparison -> judge(comparison, faults)));
        if (compared.isEmpty() && faults.isEmpty()) {
            return Gates.gate(
                    NAME,
                    GateOutcome.GATE_OUTCOME_NOT_MEASURED,
                    "no groups compared: how it treats them is not known");
        }
        return Gates.verdict(NAME, faults, "compared by " + String.join(", ", compared));
    }

    /// The columns by which groups were compared.
    static List<String> compared(ModelCard card) {
        return judged(card).stream().map(Comparison::attribute).distinct().sorted().toList();
    }

    private static List<Comparison> judged(ModelCard card) {
        List<Comparison> comparable =
                card.fairness().comparisons().stream()
                        .filter(one -> one.obstacle().isEmpty())
                        .toList();
        List<Comparison> urgent =
                comparable.stream().filter(one -> one.outcome().equals(URGENT)).toList();
        return urgent.isEmpty() ? comparable : urgent;
    }

    private static void judge(Comparison comparison, List<String> faults) {
        for (GroupFigures group : comparison.groups()) {
            BOUNDS.forEach(
                    (measure, bound) -> {
                        Estimate gap = group.gaps().get(measure);
                        if (gap != null && isBeyond(gap, bound)) {
                            faults.add(
                                    comparison.attribute()
                                            + ", "
                                            + group.group()
                                            + " to "
                                            + comparison.reference()
                                            + ": "
                                            + measure.label()
                                            + Gates.figure(gap.value())
                                            + " (most:"
                                            + Gates.figure(bound)
                                            + ")");
                        }
                    });
        }
        faults.sort(String::compareTo);
    }

    // What is not a number is no small gap.
    private static boolean isBeyond(Estimate gap, double bound) {
        boolean judged = Double.isFinite(gap.low()) && Double.isFinite(gap.high());
        return !judged || (gap.excludesZero() && !(Math.abs(gap.value()) <= bound));
    }
}
