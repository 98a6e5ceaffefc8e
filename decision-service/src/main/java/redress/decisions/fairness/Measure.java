package redress.decisions.fairness;

/// What is compared between groups.
///
/// "Raised" is a probability at or above the threshold: the band high or urgent, or a flag. Rows
/// that the model would abstain on count like any other.
public enum Measure {
    /// The share whose answer is yes: what groups differ in before any model.
    ANSWERED_YES("answer yes"),
    /// The selection rate.
    RAISED("raised"),
    /// The true positive rate.
    FOUND("found of those with yes"),
    /// The false positive rate.
    WRONGLY_RAISED("raised of those with no"),
    /// Calibration: mean probability minus share of yes; below 0 the group is judged too low.
    OVERESTIMATED("probability minus share of yes");

    private final String label;

    Measure(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
