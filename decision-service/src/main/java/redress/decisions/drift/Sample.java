package redress.decisions.drift;

import java.util.List;

/// A set of rows as drift is measured on them.
///
/// Scores are those of a model that has not seen the row. `asked` holds the questions whose answers
/// are known; `coverage` is the share of rows on which the model does not abstain.
public record Sample(int rows, List<Series> series, List<Asked> asked, double coverage) {
    public Sample {
        series = List.copyOf(series);
        asked = List.copyOf(asked);
    }

    /// A yes-or-no question: what the model said of each row, and what was true.
    @SuppressWarnings("ArrayRecordComponent") // large and read only
    public record Asked(String name, double[] probabilities, boolean[] answers) {
        double share() {
            int yes = 0;
            for (boolean answer : answers) {
                yes += answer ? 1 : 0;
            }
            return yes / (double) answers.length;
        }
    }
}
