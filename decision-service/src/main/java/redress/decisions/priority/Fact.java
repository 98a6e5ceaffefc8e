package redress.decisions.priority;

import redress.decisions.advice.Explanation;

/// One fact a model knows: its column, what people call it, and the range, mean and spread seen in
/// training.
///
/// A fact that is not known is `NaN` everywhere, in training as in service.
public record Fact(
        String column, String label, double least, double most, double mean, double spread) {
    /// Whether a value lies more than one whole range outside what was seen in training.
    public boolean isOutside(double value) {
        double range = most - least;
        return value < least - range || value > most + range;
    }

    /// The value on the scale of the linear model: distance from the mean in standard deviations; 0
    /// when not known.
    public double standardised(double value) {
        return Double.isNaN(value) || spread == 0 ? 0 : (value - mean) / spread;
    }

    /// The reason in plain words, for instance `imputed rent is 250000: lowers priority`.
    public String sentence(double value, double contribution) {
        String is = Double.isNaN(value) ? " is not known" : " is " + Explanation.plain(value);
        return label + is + ": " + Explanation.verb(contribution) + " priority";
    }
}
