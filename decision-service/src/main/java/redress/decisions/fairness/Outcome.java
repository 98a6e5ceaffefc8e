package redress.decisions.fairness;

/// What a model said about each row, what was true, and from which probability on a row is raised.
@SuppressWarnings("ArrayRecordComponent") // large and read only
public record Outcome(String name, double[] probabilities, boolean[] answers, double threshold) {
    boolean isRaised(int row) {
        return probabilities[row] >= threshold;
    }

    double excess(int row) {
        return probabilities[row] - (answers[row] ? 1 : 0);
    }
}
