package redress.cases.recommendation;

import jakarta.enterprise.context.ApplicationScoped;
import redress.access.v1.Reason;
import redress.cases.lifecycle.CaseRules;
import redress.cases.lifecycle.ChangeCase;
import redress.cases.lifecycle.ChangeCase.Change;
import redress.cases.v1.Case;
import redress.cases.v1.ReviewCaseRecommendationRequest;
import redress.decisions.v1.PriorityBand;
import redress.decisions.v1.Review;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.rights.Contested;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// A person accepts or overrides a recommendation. Only the person's own word changes the priority.
@ApplicationScoped
public class ReviewRecommendation {
    private final ChangeCase changes;

    ReviewRecommendation(ChangeCase changes) {
        this.changes = changes;
    }

    /// Stores the decision and, if the person set one, the priority.
    ///
    /// @throws Refusal if the recommendation is not the one that was shown, or was judged already,
    ///   or if the person objected to what this caller decided
    public Case review(Caller caller, ReviewCaseRecommendationRequest request) {
        var change =
                new Change(
                        request,
                        request.getId(),
                        request.getEtag(),
                        "case.recommendation_reviewed",
                        "recommendation " + request.getHumanDecision());
        return changes.apply(
                caller, change, (transaction, before) -> judged(transaction, before, request));
    }

    private static Case judged(
            Transaction transaction, Case before, ReviewCaseRecommendationRequest request) {
        var shown = before.getRecommendation();
        if (!shown.getId().equals(request.getRecommendationId())) {
            throw Refusal.invalid("recommendation_id", "not the newest one of the case");
        }
        if (shown.hasReview()) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION, "the recommendation was judged already");
        }
        Contested.requireAnother(shown, transaction.actor());
        var after = before.toBuilder();
        after.getRecommendationBuilder().setReview(review(transaction, request));
        return request.getPriority() == PriorityBand.PRIORITY_BAND_UNSPECIFIED
                ? after.build()
                : CaseRules.setPriority(after.build(), request.getPriority());
    }

    private static Review review(Transaction transaction, ReviewCaseRecommendationRequest request) {
        return Review.newBuilder()
                .setHumanDecision(request.getHumanDecision())
                .setOverrideReason(request.getOverrideReason())
                .setDecidedBy(transaction.actor())
                .setDecidedAt(Timeline.timestamp(transaction.now()))
                .build();
    }
}
