package redress.decisions.advice;

/// One reason in plain words with what it adds to the score, in log-odds (above 0 raises it).
///
/// A reason says what moved the model, not what is true of the person.
public record Reason(String text, double contribution) {
    public Reason {
        if (text.isBlank() || !Double.isFinite(contribution)) {
            throw new IllegalArgumentException(
                    "reason: " + contribution + " (expected: a text and a finite number)");
        }
    }
}
