package redress.decisions.evaluation;

import java.util.List;
import java.util.Map;
import redress.decisions.fairness.Comparison;

/// What a model did on a table: measures over all rows, the share of rows it did not abstain on
/// (coverage, 0..1), groups compared, and one line of predictions per row below a line of names.
public record Evaluated(
        int rows,
        double coverage,
        Map<String, Double> metrics,
        List<Comparison> comparisons,
        List<List<String>> predictions) {
    public Evaluated {
        comparisons = List.copyOf(comparisons);
        predictions = List.copyOf(predictions);
    }
}
