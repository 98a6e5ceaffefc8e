package redress.mesh.rights;

import java.util.ArrayList;
import java.util.List;
import redress.access.v1.Reason;
import redress.decisions.v1.Objection;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.Review;
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

    /// The recommendation with the objection: it waits for a review again, and forgets none.
    public static Recommendation by(Recommendation shown, Objection objection) {
        var reviews = earlier(shown.getObjection());
        if (shown.hasReview()) {
            reviews.add(shown.getReview());
        }
        var contested = shown.toBuilder().setObjection(objection).clearReview();
        if (!reviews.isEmpty()) {
            contested
                    .getObjectionBuilder()
                    .setEarlierReview(reviews.removeLast())
                    .addAllOlderReviews(reviews);
        }
        return contested.build();
    }

    private static List<Review> earlier(Objection objection) {
        var reviews = new ArrayList<>(objection.getOlderReviewsList());
        if (objection.hasEarlierReview()) {
            reviews.add(objection.getEarlierReview());
        }
        return reviews;
    }

    /// Makes sure that who reviews a contested recommendation is nobody who decided before.
    ///
    /// @throws Refusal with ROLE_MISSING
    public static void requireAnother(Recommendation shown, String reviewer) {
        if (!reviewer.isEmpty()
                && earlier(shown.getObjection()).stream()
                        .anyMatch(review -> review.getDecidedBy().equals(reviewer))) {
            throw new Refusal(
                    Reason.REASON_ROLE_MISSING,
                    "the person objected: another one must review the recommendation");
        }
    }
}
