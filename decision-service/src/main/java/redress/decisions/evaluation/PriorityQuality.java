package redress.decisions.evaluation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// Quality of priority: the probability of need against the answer.
///
/// `top_tenth.found` is the share of all positives among the tenth with the highest scores: what a
/// queue worked from the top would reach first.
public final class PriorityQuality {
    /// What the threshold of [#measure] raises a row to.
    public static final String RAISED = "high or urgent";

    private PriorityQuality() {}

    public static Map<String, Double> measure(
            double[] probabilities, boolean[] answers, double threshold) {
        Map<String, Double> found = new LinkedHashMap<>();
        Binary.Hits hits = Binary.hits(probabilities, answers, threshold);
        found.put("auc", Binary.auc(probabilities, answers));
        found.put("brier", Binary.brier(probabilities, answers));
        found.put("ece", Binary.calibrationError(probabilities, answers));
        found.put("f1", hits.f1());
        found.put("positives", (double) (hits.right() + hits.missed()));
        found.put("top_tenth.found", topTenth(probabilities, answers));
        found.values().removeIf(value -> value.isNaN());
        return found;
    }

    private static double topTenth(double[] probabilities, boolean[] answers) {
        int[] top =
                IntStream.range(0, answers.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]))
                        .limit((answers.length + 9) / 10)
                        .mapToInt(Integer::intValue)
                        .toArray();
        double all = IntStream.range(0, answers.length).filter(i -> answers[i]).count();
        return IntStream.of(top).filter(i -> answers[i]).count() / all;
    }
}
