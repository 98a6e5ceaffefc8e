package redress.decisions.registry;

import redress.decisions.models.Kind;
import redress.decisions.v1.RecommendationKind;

/// Kinds in the words of the contract.
public final class Kinds {
    private Kinds() {}

    public static RecommendationKind contract(Kind kind) {
        return switch (kind) {
            case CASE_PRIORITY -> RecommendationKind.RECOMMENDATION_KIND_CASE_PRIORITY;
            case GRIEVANCE_TRIAGE -> RecommendationKind.RECOMMENDATION_KIND_GRIEVANCE_TRIAGE;
        };
    }

    /// @throws IllegalArgumentException if none is said, which the contract refuses
    public static Kind of(RecommendationKind kind) {
        return switch (kind) {
            case RECOMMENDATION_KIND_CASE_PRIORITY -> Kind.CASE_PRIORITY;
            case RECOMMENDATION_KIND_GRIEVANCE_TRIAGE -> Kind.GRIEVANCE_TRIAGE;
            case RECOMMENDATION_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("kind: " + kind + " (expected: one)");
        };
    }
}
