package redress.decisions.registry;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import redress.decisions.models.Manifest;

/// The few measures of a version that tell whether it is better or worse than another.
///
/// `auc`: of the priority. `urgent.auc`: of the flag that decides who is read first. `flags.auc`:
/// the mean over all flags. `brier`, `category.accuracy`, `coverage`: as in the manifest. A measure
/// that was not taken is absent.
final class Quality {
    static final String BRIER = "brier";
    static final String AUC = "auc";
    static final String ACCURACY = "category.accuracy";
    private static final String FLAG_AUC = ".auc";

    private Quality() {}

    static Map<String, Double> of(Manifest manifest) {
        Map<String, Double> measured = manifest.metrics();
        Map<String, Double> found = new TreeMap<>(measured);
        found.keySet().retainAll(java.util.Set.of(AUC, BRIER, "urgent.auc", ACCURACY, "coverage"));
        OptionalDouble flags =
                measured.entrySet().stream()
                        .filter(one -> one.getKey().endsWith(FLAG_AUC))
                        .mapToDouble(Map.Entry::getValue)
                        .average();
        flags.ifPresent(mean -> found.put("flags.auc", mean));
        return found;
    }

    /// Whether a measure is an area under a curve.
    static boolean isAuc(String measure) {
        return measure.equals(AUC) || measure.endsWith(FLAG_AUC);
    }

    /// How much worse a value is than another; below 0 it is better.
    static double loss(String measure, double before, double after) {
        return measure.equals(BRIER) ? after - before : before - after;
    }
}
