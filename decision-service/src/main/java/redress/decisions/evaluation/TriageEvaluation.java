package redress.decisions.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.rows.TriageRows;
import redress.decisions.text.Words;
import redress.decisions.triage.Reading;
import redress.decisions.triage.TriageModel;
import redress.decisions.triage.TriageScores;

/// Holds a triage model against a table with answers; the floor rules are left out, they have no
/// answers to be held to.
public final class TriageEvaluation {
    private final TriageModel model;
    private final TriageRows rows;
    private final List<Reading> readings;

    public TriageEvaluation(TriageModel model, TriageRows rows) {
        this.model = model;
        this.rows = rows;
        this.readings =
                rows.grievances().stream()
                        .map(one -> Reading.of(Words.of(one.text()), one.context(), "", model))
                        .toList();
    }

    public Evaluated evaluate() {
        int[] flags = rows.flags().stream().mapToInt(this::flagOf).toArray();
        double[][] byRow =
                readings.stream()
                        .map(reading -> TriageScores.flags(model, reading.vector()))
                        .toArray(double[][]::new);
        double[][] byFlag =
                IntStream.of(flags)
                        .mapToObj(
                                flag ->
                                        IntStream.range(0, rows.size())
                                                .mapToDouble(row -> byRow[row][flag])
                                                .toArray())
                        .toArray(double[][]::new);
        List<Double> thresholds = IntStream.of(flags).mapToObj(model.thresholds()::get).toList();
        Map<String, Double> metrics =
                new LinkedHashMap<>(
                        TriageQuality.flags(rows.flags(), byFlag, rows.answers(), thresholds));
        int[] predicted = predicted();
        if (!rows.categories().isEmpty()) {
            int[] actual =
                    rows.categories().stream().mapToInt(model.categories()::indexOf).toArray();
            metrics.putAll(TriageQuality.category(model.categories().size(), predicted, actual));
        }
        long spoken = readings.stream().filter(one -> one.doubt().isEmpty()).count();
        return new Evaluated(
                rows.size(),
                spoken / (double) rows.size(),
                metrics,
                TriageQuality.comparisons(
                        rows.groupings(), rows.flags(), byFlag, rows.answers(), thresholds),
                predictions(byFlag, thresholds, predicted));
    }

    private int flagOf(String name) {
        int at = model.flags().indexOf(name);
        if (at < 0) {
            throw new BadInput(
                    Reason.UNKNOWN_COLUMN,
                    "flag " + name + ": not in the model (expected: " + model.flags() + ")");
        }
        return at;
    }

    private int[] predicted() {
        if (!rows.categories().isEmpty() && model.categories().isEmpty()) {
            throw new BadInput(Reason.UNKNOWN_COLUMN, "category: the model has none");
        }
        return readings.stream()
                .mapToInt(one -> TriageScores.largest(TriageScores.categories(model, one.vector())))
                .toArray();
    }

    private List<List<String>> predictions(
            double[][] byFlag, List<Double> thresholds, int[] predicted) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(names());
        for (int row = 0; row < rows.size(); row++) {
            List<String> line = new ArrayList<>(List.of(rows.ids().get(row)));
            for (int flag = 0; flag < byFlag.length; flag++) {
                line.add(Double.toString(byFlag[flag][row]));
                line.add(byFlag[flag][row] >= thresholds.get(flag) ? "1" : "0");
            }
            if (!rows.categories().isEmpty()) {
                line.add(model.categories().get(predicted[row]));
            }
            line.add(readings.get(row).doubt().isPresent() ? "1" : "0");
            lines.add(line);
        }
        return lines;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of("id"));
        for (String flag : rows.flags()) {
            names.add(flag + "_score");
            names.add(flag + "_raised");
        }
        if (!rows.categories().isEmpty()) {
            names.add("category");
        }
        names.add("abstained");
        return names;
    }
}
