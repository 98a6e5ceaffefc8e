package redress.decisions.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redress.decisions.calibration.Calibration;
import redress.decisions.fairness.Comparison;
import redress.decisions.fairness.Outcome;
import redress.decisions.priority.PriorityModel;
import redress.decisions.rows.PriorityRows;

/// Holds a priority model against a table with answers; the rows' columns are the model's facts, in
/// its order.
public final class PriorityEvaluation {
    private PriorityEvaluation() {}

    public static Evaluated evaluate(PriorityModel model, PriorityRows rows) {
        double[] probabilities =
                Arrays.stream(rows.values())
                        .mapToDouble(row -> Calibration.probability(model.scorer().score(row)))
                        .toArray();
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("id", "probability", "band", "abstained"));
        int spoken = 0;
        for (int row = 0; row < rows.size(); row++) {
            boolean abstained = model.doubt(rows.values()[row]).isPresent();
            spoken += abstained ? 0 : 1;
            lines.add(
                    List.of(
                            rows.ids().get(row),
                            Double.toString(probabilities[row]),
                            model.bands().band(probabilities[row]).label(),
                            abstained ? "1" : "0"));
        }
        return new Evaluated(
                rows.size(),
                spoken / (double) rows.size(),
                PriorityQuality.measure(probabilities, rows.answers(), model.bands().high()),
                Comparison.all(
                        rows.groupings(),
                        new Outcome(
                                PriorityQuality.RAISED,
                                probabilities,
                                rows.answers(),
                                model.bands().high())),
                lines);
    }
}
