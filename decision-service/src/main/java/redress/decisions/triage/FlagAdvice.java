package redress.decisions.triage;

import java.util.Optional;

/// A flag's probability, the threshold it is held against, and whether it is raised; `rule` names
/// the floor rule that raised it whatever the model says.
public record FlagAdvice(
        String name, double score, double threshold, boolean raised, Optional<String> rule) {
    public FlagAdvice {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score: " + score + " (expected: 0..1)");
        }
    }
}
