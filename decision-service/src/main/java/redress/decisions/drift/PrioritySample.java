package redress.decisions.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redress.decisions.calibration.Calibration;
import redress.decisions.drift.Sample.Asked;
import redress.decisions.priority.Fact;
import redress.decisions.priority.PriorityModel;
import redress.decisions.rows.PriorityRows;

/// Households as drift is measured on them: each fact, and the score.
public final class PrioritySample {
    /// The score's name.
    public static final String NEED = "need";

    private PrioritySample() {}

    /// At training: `probabilities` and `answers` are of the rows that were held back, in the same
    /// order; `values` of all, indexed row, then fact.
    public static Sample atTraining(
            List<Fact> facts,
            double[][] values,
            double[] probabilities,
            boolean[] answers,
            double coverage) {
        return new Sample(
                values.length,
                series(facts, values, probabilities),
                List.of(new Asked(NEED, probabilities, answers)),
                coverage);
    }

    /// Rows that came after training; the rows' columns are the model's facts, in its order.
    public static Sample later(PriorityModel model, PriorityRows rows) {
        double[] probabilities =
                Arrays.stream(rows.values())
                        .mapToDouble(row -> Calibration.probability(model.scorer().score(row)))
                        .toArray();
        long judged =
                Arrays.stream(rows.values()).filter(row -> model.doubt(row).isEmpty()).count();
        return new Sample(
                rows.size(),
                series(model.facts(), rows.values(), probabilities),
                rows.isAnswered()
                        ? List.of(new Asked(NEED, probabilities, rows.answers()))
                        : List.of(),
                judged / (double) rows.size());
    }

    private static List<Series> series(
            List<Fact> facts, double[][] values, double[] probabilities) {
        List<Series> series = new ArrayList<>();
        for (int fact = 0; fact < facts.size(); fact++) {
            int at = fact;
            double[] column = Arrays.stream(values).mapToDouble(row -> row[at]).toArray();
            series.add(new Series.Numbers(Part.FEATURE, facts.get(fact).column(), column));
        }
        series.add(new Series.Scores(NEED, probabilities));
        return series;
    }
}
