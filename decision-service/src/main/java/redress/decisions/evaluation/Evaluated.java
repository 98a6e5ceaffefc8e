package redress.decisions.evaluation;

import java.util.List;
import java.util.Map;

/// What a model did on a table: measures over all rows, the share of rows it did not abstain on
/// (coverage, 0..1), and one line of predictions per row below a line of names.
public record Evaluated(
        int rows, double coverage, Map<String, Double> metrics, List<List<String>> predictions) {
    public Evaluated {
        predictions = List.copyOf(predictions);
    }
}
