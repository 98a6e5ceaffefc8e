package redress.decisions.serving;

import java.time.Instant;
import redress.decisions.priority.Band;
import redress.decisions.priority.PriorityRecommender;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.PriorityBand;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.RecommendationKind;

/// The recommendation for one case: floor rules first, the model second. Rules only lift.
final class PriorityAnswer {
    private static final String RULES = "case-priority-floor-rules-1";
    private static final int CLOSE_SUPPORT = 3;

    private PriorityAnswer() {}

    static Recommendation of(PriorityRecommender model, CaseFacts facts, Instant now) {
        var advice = model.recommend(facts.getFactsMap());
        var answer =
                Answer.of(
                        RecommendationKind.RECOMMENDATION_KIND_CASE_PRIORITY,
                        facts.getSubjectId(),
                        now);
        answer.setProposedPriority(band(advice.band()))
                .setScore(advice.score())
                .setConfidence(advice.confidence())
                .setAbstained(advice.abstained().isPresent())
                .setInputDigest(advice.inputDigest())
                .addAllNotices(advice.notices());
        floor(answer, facts);
        Answer.liftToJudgement(answer, facts.getAtLeast());
        advice.abstained().ifPresent(why -> Answer.reason(answer, "not sure: " + why, 0));
        Answer.explain(answer, advice.explanation());
        Answer.stamp(answer, advice.model(), RULES);
        return answer.build();
    }

    private static void floor(Recommendation.Builder answer, CaseFacts facts) {
        if (facts.getIntensityLevel() == CLOSE_SUPPORT) {
            Answer.reason(answer, "rule: intensity level 3 asks for close support", 0);
            Answer.lift(answer, PriorityBand.PRIORITY_BAND_HIGH);
        }
        if (facts.getRiskFactorsCount() > 0) {
            Answer.reason(answer, "rule: risk factors are recorded", 0);
            Answer.lift(answer, PriorityBand.PRIORITY_BAND_HIGH);
        }
    }

    private static PriorityBand band(Band band) {
        return switch (band) {
            case LOW -> PriorityBand.PRIORITY_BAND_LOW;
            case MEDIUM -> PriorityBand.PRIORITY_BAND_MEDIUM;
            case HIGH -> PriorityBand.PRIORITY_BAND_HIGH;
            case URGENT -> PriorityBand.PRIORITY_BAND_URGENT;
        };
    }
}
