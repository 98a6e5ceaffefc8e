package redress.decisions.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import redress.decisions.cards.ModelCard;
import redress.decisions.models.Kind;
import redress.decisions.models.Manifest;
import redress.decisions.v1.GateOutcome;
import redress.decisions.v1.ModelFigures;
import redress.decisions.v1.ModelGate;
import redress.decisions.v1.ModelUse;

/// What a version must pass before it answers (decisions.md 8), judged by nothing but its own
/// manifest and card, whose digests were checked. The bounds are those of [GateBounds].
///
/// It believes what training wrote: who may write to the folder of models may write any figure into
/// a version of their own.
final class Gates {
    private final Manifest manifest;
    private final Optional<ModelCard> card;
    private final ModelUse inUse;

    /// @param card absent if the version was trained before there were any
    /// @param inUse what it would take the place of
    Gates(Manifest manifest, Optional<ModelCard> card, ModelUse inUse) {
        this.manifest = manifest;
        this.card = card;
        this.inUse = inUse;
    }

    List<ModelGate> judge() {
        return List.of(data(), quality(), calibration(), new GroupGate(card, inUse).judge());
    }

    /// What later versions are compared with.
    static ModelFigures figures(Manifest manifest, Optional<ModelCard> card) {
        return ModelFigures.newBuilder()
                .setDataSha256(manifest.dataSha256())
                .putAllQuality(Quality.of(manifest))
                .addAllCompared(card.map(GroupGate::compared).orElse(List.of()))
                .build();
    }

    private ModelGate data() {
        return manifest.starter()
                ? gate("data", GateOutcome.GATE_OUTCOME_FAILED, "made from invented examples")
                : gate(
                        "data",
                        GateOutcome.GATE_OUTCOME_PASSED,
                        "learnt from " + manifest.dataRows() + " rows");
    }

    private ModelGate quality() {
        Map<String, Double> measured = Quality.of(manifest);
        if (measured.keySet().stream().allMatch("coverage"::equals)) {
            return gate("quality", GateOutcome.GATE_OUTCOME_FAILED, "not measured");
        }
        List<String> faults = new ArrayList<>();
        least(measured)
                .forEach(
                        (measure, least) -> {
                            Double value = measured.get(measure);
                            if (value == null) {
                                faults.add(measure + " not measured");
                            } else if (!(value >= least)) {
                                faults.add(
                                        measure + figure(value) + " (least:" + figure(least) + ")");
                            }
                        });
        faults.addAll(losses(measured));
        measured.forEach((measure, value) -> requireNumber(measure, value, faults));
        return verdict("quality", faults, against());
    }

    // Every comparison is written so that what is not a number fails it.
    private static void requireNumber(String measure, double value, List<String> faults) {
        if (!Double.isFinite(value)) {
            faults.add(measure + figure(value) + " (expected: a finite number)");
        }
    }

    // What must have been measured, and how good it must be: a starter in use is no yardstick.
    private Map<String, Double> least(Map<String, Double> measured) {
        Map<String, Double> least = new TreeMap<>();
        measured.keySet().stream()
                .filter(Quality::isAuc)
                .forEach(measure -> least.put(measure, GateBounds.LEAST_AUC));
        if (manifest.kind().equals(Kind.CASE_PRIORITY.label())) {
            least.put(Quality.AUC, GateBounds.LEAST_AUC);
        } else if (least.isEmpty()) {
            least.put(Quality.ACCURACY, GateBounds.LEAST_ACCURACY);
        }
        return least;
    }

    // A starter's figures say nothing about people: there is nothing to be better than.
    private List<String> losses(Map<String, Double> measured) {
        List<String> faults = new ArrayList<>();
        if (inUse.getModel().getStarter()) {
            return faults;
        }
        inUse.getFigures()
                .getQualityMap()
                .forEach(
                        (measure, before) -> {
                            Double after = measured.get(measure);
                            if (after == null) {
                                faults.add(measure + " not measured");
                            } else if (!(Quality.loss(measure, before, after) <= margin())) {
                                faults.add(
                                        measure
                                                + figure(after)
                                                + " (in use:"
                                                + figure(before)
                                                + ", may be worse by:"
                                                + figure(margin())
                                                + ")");
                            }
                        });
        faults.sort(String::compareTo);
        return faults;
    }

    private double margin() {
        return sameTable() ? GateBounds.WORSE : GateBounds.WORSE_ELSEWHERE;
    }

    private boolean sameTable() {
        return inUse.getFigures().getDataSha256().equals(manifest.dataSha256());
    }

    private String against() {
        if (inUse.getModel().getStarter()) {
            return "the version in use is a starter: nothing to compare with";
        }
        if (inUse.getModel().getVersion().isEmpty()) {
            return "rules alone are in use: nothing to compare with";
        }
        return "not worse than "
                + inUse.getModel().getVersion()
                + (sameTable() ? ", measured on the same table" : ", measured on another table");
    }

    private ModelGate calibration() {
        Map<String, Double> errors = new TreeMap<>(manifest.metrics());
        errors.keySet().removeIf(name -> !name.equals("ece") && !name.endsWith(".ece"));
        if (errors.isEmpty()) {
            boolean judges = Quality.of(manifest).keySet().stream().anyMatch(Quality::isAuc);
            return gate(
                    "calibration",
                    judges
                            ? GateOutcome.GATE_OUTCOME_FAILED
                            : GateOutcome.GATE_OUTCOME_NOT_MEASURED,
                    "not measured");
        }
        List<String> faults = new ArrayList<>();
        errors.forEach(
                (name, error) -> {
                    if (!(error >= 0 && error <= GateBounds.CALIBRATION_ERROR)) {
                        faults.add(
                                name
                                        + figure(error)
                                        + " (most:"
                                        + figure(GateBounds.CALIBRATION_ERROR)
                                        + ")");
                    }
                });
        return verdict(
                "calibration", faults, "no error above" + figure(GateBounds.CALIBRATION_ERROR));
    }

    static ModelGate verdict(String name, List<String> faults, String otherwise) {
        return faults.isEmpty()
                ? gate(name, GateOutcome.GATE_OUTCOME_PASSED, otherwise)
                : gate(name, GateOutcome.GATE_OUTCOME_FAILED, String.join("; ", faults));
    }

    static ModelGate gate(String name, GateOutcome outcome, String finding) {
        return ModelGate.newBuilder().setName(name).setOutcome(outcome).setFinding(finding).build();
    }

    /// A figure behind a blank, up to four digits.
    static String figure(double value) {
        return String.format(Locale.ROOT, " %.4f", value);
    }
}
