package redress.decisions.priority;

/// How soon a household's case should be looked at; a floor that a rule or a person may raise.
public enum Band {
    LOW,
    MEDIUM,
    HIGH,
    URGENT;

    /// The name in recommendations: `low`, `medium`, `high` or `urgent`.
    public String label() {
        return switch (this) {
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case URGENT -> "urgent";
        };
    }
}
