package redress.decisions.triage;

/// A category and its probability; the probabilities of all categories of a model add up to 1.
public record CategoryAdvice(String name, double score) {
    public CategoryAdvice {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score: " + score + " (expected: 0..1)");
        }
    }
}
