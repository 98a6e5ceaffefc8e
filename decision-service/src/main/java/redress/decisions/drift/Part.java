package redress.decisions.drift;

import java.util.Locale;

/// What of a model's work a figure is about.
public enum Part {
    FEATURE,
    VOCABULARY,
    SCORE,
    ANSWER,
    CALIBRATION,
    COVERAGE;

    /// The word in reports.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
