package redress.grievances.recommendation;

import jakarta.enterprise.context.ApplicationScoped;
import redress.access.v1.Reason;
import redress.decisions.v1.Review;
import redress.grievances.categories.CategoryRules;
import redress.grievances.lifecycle.ChangeGrievance;
import redress.grievances.lifecycle.ChangeGrievance.Change;
import redress.grievances.lifecycle.GrievanceRules;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ReviewGrievanceRecommendationRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.rights.Contested;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// A person accepts or overrides a recommendation, which the log tells: they are out of an appeal.
/// Only the person's own word changes severity and category.
@ApplicationScoped
public class ReviewRecommendation {
    private final ChangeGrievance changes;
    private final CategoryRules categories;

    ReviewRecommendation(ChangeGrievance changes, CategoryRules categories) {
        this.changes = changes;
        this.categories = categories;
    }

    /// Stores the decision and, if the person set them, severity and category. A grievance is held
    /// at least as closely as its new category says from then on, also if the person loses sight of
    /// it by that.
    ///
    /// @throws Refusal if the recommendation is not the one that was shown, or was judged already,
    ///   or if the person objected to what this caller decided, or if the category is not in use
    public Grievance review(Caller caller, ReviewGrievanceRecommendationRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "grievance.recommendation_reviewed",
                        "recommendation " + request.getHumanDecision());
        return changes.apply(
                caller,
                change,
                (transaction, before) -> {
                    categories.requireInUse(transaction, request.getCategoryCode());
                    var judged = judged(before, request, review(transaction, request));
                    return changes.logged(
                            transaction,
                            request.getCategoryCode().isEmpty()
                                    ? judged
                                    : held(transaction, judged),
                            ActionVerb.ACTION_VERB_PROCESSING);
                });
    }

    private Grievance held(Transaction transaction, Grievance judged) {
        return judged.toBuilder()
                .setDetails(categories.held(transaction, judged.getDetails()))
                .build();
    }

    static Grievance judged(
            Grievance before, ReviewGrievanceRecommendationRequest request, Review review) {
        var shown = before.getRecommendation();
        if (!shown.getId().equals(request.getRecommendationId())) {
            throw Refusal.invalid("recommendation_id", "not the newest one of the grievance");
        }
        if (shown.hasReview()) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "the recommendation was judged already (expected: one without a review)");
        }
        Contested.requireAnother(shown, review.getDecidedBy());
        var after =
                GrievanceRules.reclassify(before, request.getSeverity(), request.getCategoryCode())
                        .toBuilder();
        after.getRecommendationBuilder().setReview(review);
        return after.build();
    }

    private static Review review(
            Transaction transaction, ReviewGrievanceRecommendationRequest request) {
        return Review.newBuilder()
                .setHumanDecision(request.getHumanDecision())
                .setOverrideReason(request.getOverrideReason())
                .setDecidedBy(transaction.actor())
                .setDecidedAt(Timeline.timestamp(transaction.now()))
                .build();
    }
}
