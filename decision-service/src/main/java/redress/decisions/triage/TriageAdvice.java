package redress.decisions.triage;

import java.util.List;
import java.util.Optional;
import redress.decisions.advice.Explanation;
import redress.decisions.advice.ModelStamp;

/// What is recommended for a grievance; a person decides.
///
/// `urgency` is a probability (0..1); `confidence` is how probable the stated answer is (0..1).
/// `abstained` says why the model would rather be silent: its scores are then a guess, no flag is
/// raised by it, and the grievance needs a person's eyes, not the end of the queue. `rule` is the
/// floor rule's reason; with it urgency is 1 whatever the model says. `notices` must be shown with
/// the recommendation.
public record TriageAdvice(
        double urgency,
        List<FlagAdvice> flags,
        List<CategoryAdvice> categories,
        double confidence,
        Optional<String> abstained,
        Optional<String> rule,
        Explanation explanation,
        List<String> notices,
        ModelStamp model,
        String inputDigest) {
    public TriageAdvice {
        flags = List.copyOf(flags);
        categories = List.copyOf(categories);
        notices = List.copyOf(notices);
        if (!(urgency >= 0 && urgency <= 1) || !(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException(
                    "urgency: " + urgency + ", confidence: " + confidence + " (expected: 0..1)");
        }
    }

    /// Whether a flag of this name is raised, by the model or by a rule.
    public boolean raises(String flag) {
        return flags.stream().anyMatch(one -> one.name().equals(flag) && one.raised());
    }
}
