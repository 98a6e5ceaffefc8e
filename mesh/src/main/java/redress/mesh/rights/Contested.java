package redress.mesh.rights;

import redress.access.v1.Reason;
import redress.decisions.v1.Objection;
import redress.decisions.v1.Recommendation;
import redress.mesh.access.Refusal;

/// Recommendations to which a person objected.
public final class Contested {
    private Contested() {}

    /// Whether an objection is to be recorded: there is a recommendation, and the same request has
    /// not contested it before.
    public static boolean concerns(Recommendation shown, Objection objection) {
        return !shown.getId().isEmpty()
                && !shown.getObjection().getRequestNumber().equals(objection.getRequestNumber());
    }

    /// The recommendation with the objection: it waits for a review again.
    public static Recommendation by(Recommendation shown, Objection objection) {
        var contested = shown.toBuilder().setObjection(objection);
        if (shown.hasReview()) {
            contested.getObjectionBuilder().setEarlierReview(shown.getReview());
        } else if (shown.getObjection().hasEarlierReview()) {
            contested
                    .getObjectionBuilder()
                    .setEarlierReview(shown.getObjection().getEarlierReview());
        }
        return contested.clearReview().build();
    }

    /// Makes sure that who reviews a contested recommendation is not who decided before.
    ///
    /// @throws Refusal with ROLE_MISSING
    public static void requireAnother(Recommendation shown, String reviewer) {
        var earlier = shown.getObjection().getEarlierReview();
        if (!earlier.getDecidedBy().isEmpty() && earlier.getDecidedBy().equals(reviewer)) {
            throw new Refusal(
                    Reason.REASON_ROLE_MISSING,
                    "the person objected: another one must review the recommendation");
        }
    }
}
