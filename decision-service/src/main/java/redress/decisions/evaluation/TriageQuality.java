package redress.decisions.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redress.decisions.fairness.Comparison;
import redress.decisions.fairness.Outcome;
import redress.decisions.rows.Grouping;

/// Quality of triage: each flag by itself, over all flags, and the category.
///
/// Flags: `<flag>.auc`, `.brier`, `.ece`, `.f1` and `.positives`; `flags.macro_f1` is the mean of
/// their F1, `flags.micro_f1` the F1 of their summed counts. Category: `accuracy`, and `macro_f1`
/// over the categories that occur.
public final class TriageQuality {
    private TriageQuality() {}

    /// `probabilities` and `answers` are indexed flag, then row.
    public static Map<String, Double> flags(
            List<String> names,
            double[][] probabilities,
            boolean[][] answers,
            List<Double> thresholds) {
        Map<String, Double> found = new LinkedHashMap<>();
        Binary.Hits all = new Binary.Hits(0, 0, 0);
        double macro = 0;
        for (int flag = 0; flag < names.size(); flag++) {
            Binary.Hits hits =
                    Binary.hits(probabilities[flag], answers[flag], thresholds.get(flag));
            putFlag(found, names.get(flag), probabilities[flag], answers[flag], hits);
            all = all.plus(hits);
            macro += hits.f1() / names.size();
        }
        if (!names.isEmpty()) {
            found.put("flags.macro_f1", macro);
            found.put("flags.micro_f1", all.f1());
        }
        return found;
    }

    /// Every flag compared between groups; arguments as for [#flags].
    public static List<Comparison> comparisons(
            List<Grouping> groupings,
            List<String> names,
            double[][] probabilities,
            boolean[][] answers,
            List<Double> thresholds) {
        List<Comparison> found = new ArrayList<>();
        for (int flag = 0; flag < names.size(); flag++) {
            found.addAll(
                    Comparison.all(
                            groupings,
                            new Outcome(
                                    names.get(flag),
                                    probabilities[flag],
                                    answers[flag],
                                    thresholds.get(flag))));
        }
        return found;
    }

    private static void putFlag(
            Map<String, Double> into,
            String name,
            double[] probabilities,
            boolean[] answers,
            Binary.Hits hits) {
        double auc = Binary.auc(probabilities, answers);
        if (!Double.isNaN(auc)) {
            into.put(name + ".auc", auc);
        }
        into.put(name + ".brier", Binary.brier(probabilities, answers));
        into.put(name + ".ece", Binary.calibrationError(probabilities, answers));
        into.put(name + ".f1", hits.f1());
        into.put(name + ".positives", (double) (hits.right() + hits.missed()));
    }

    /// `predicted` and `actual` are category numbers, one per row; -1 is a category the model does
    /// not know.
    public static Map<String, Double> category(int categories, int[] predicted, int[] actual) {
        Binary.Hits[] hits = new Binary.Hits[categories];
        java.util.Arrays.fill(hits, new Binary.Hits(0, 0, 0));
        double right = 0;
        for (int row = 0; row < actual.length; row++) {
            right += predicted[row] == actual[row] ? 1 : 0;
            count(hits, predicted[row], actual[row]);
        }
        double macro = 0;
        int occurring = 0;
        for (Binary.Hits one : hits) {
            boolean occurs = one.right() + one.missed() > 0;
            occurring += occurs ? 1 : 0;
            macro += occurs ? one.f1() : 0;
        }
        return Map.of(
                "category.accuracy",
                right / actual.length,
                "category.macro_f1",
                macro / Math.max(1, occurring));
    }

    private static void count(Binary.Hits[] hits, int predicted, int actual) {
        if (predicted == actual) {
            hits[actual] = hits[actual].plus(new Binary.Hits(1, 0, 0));
            return;
        }
        hits[predicted] = hits[predicted].plus(new Binary.Hits(0, 1, 0));
        if (actual >= 0) {
            hits[actual] = hits[actual].plus(new Binary.Hits(0, 0, 1));
        }
    }
}
