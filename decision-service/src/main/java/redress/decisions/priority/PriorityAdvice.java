package redress.decisions.priority;

import java.util.List;
import java.util.Optional;
import redress.decisions.advice.Explanation;
import redress.decisions.advice.ModelStamp;

/// What is recommended for a household's case; a person decides.
///
/// `probability` is that of need (0..1), `score` the same as 0..100, `confidence` how probable it
/// is that the household is on the stated side of `high` (0..1). `abstained` says why the model
/// would rather be silent: the band is then a guess and a person should look. `notices` must be
/// shown with the recommendation.
public record PriorityAdvice(
        Band band,
        double score,
        double probability,
        double confidence,
        Optional<String> abstained,
        Explanation explanation,
        List<String> notices,
        ModelStamp model,
        String inputDigest) {
    public PriorityAdvice {
        notices = List.copyOf(notices);
        if (!(probability >= 0 && probability <= 1) || !(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException(
                    "probability: "
                            + probability
                            + ", confidence: "
                            + confidence
                            + " (expected: 0..1)");
        }
    }
}
