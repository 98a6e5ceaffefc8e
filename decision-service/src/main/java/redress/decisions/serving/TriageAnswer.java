package redress.decisions.serving;

import java.time.Instant;
import java.util.Comparator;
import redress.decisions.triage.FlagAdvice;
import redress.decisions.triage.TriageAdvice;
import redress.decisions.triage.TriageRecommender;
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.PriorityBand;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.RecommendationKind;

/// The recommendation for one grievance: floor rules first, the model second. Rules only lift.
final class TriageAnswer {
    private static final String RULES = "grievance-triage-floor-rules-1";
    private static final String URGENT = "urgent";

    private TriageAnswer() {}

    static Recommendation of(TriageRecommender model, GrievanceText grievance, Instant now) {
        var advice = model.recommend(grievance.getText(), grievance.getLanguage());
        var answer =
                Answer.of(
                        RecommendationKind.RECOMMENDATION_KIND_GRIEVANCE_TRIAGE,
                        grievance.getSubjectId(),
                        now);
        answer.setProposedPriority(band(advice))
                .setScore(100 * advice.urgency())
                .setConfidence(advice.confidence())
                .setAbstained(advice.abstained().isPresent())
                .setInputDigest(advice.inputDigest())
                .addAllNotices(advice.notices());
        advice.rule().ifPresent(rule -> Answer.reason(answer, "rule: " + rule, 0));
        advice.abstained().ifPresent(why -> abstain(answer, why));
        Answer.liftToJudgement(answer, grievance.getAtLeast());
        Answer.explain(answer, advice.explanation());
        proposals(answer, advice);
        Answer.stamp(answer, advice.model(), RULES);
        return answer.build();
    }

    // What the model can't judge needs a person's eyes, not the end of the queue.
    private static void abstain(Recommendation.Builder answer, String why) {
        Answer.reason(answer, "not sure: " + why, 0);
        Answer.lift(answer, PriorityBand.PRIORITY_BAND_MEDIUM);
    }

    private static PriorityBand band(TriageAdvice advice) {
        if (advice.rule().isPresent()) {
            return PriorityBand.PRIORITY_BAND_URGENT;
        }
        double threshold =
                advice.flags().stream()
                        .filter(flag -> flag.name().equals(URGENT))
                        .mapToDouble(FlagAdvice::threshold)
                        .findFirst()
                        .orElse(0.5);
        double urgency = advice.urgency();
        if (urgency >= threshold) {
            return urgency >= (1 + threshold) / 2
                    ? PriorityBand.PRIORITY_BAND_URGENT
                    : PriorityBand.PRIORITY_BAND_HIGH;
        }
        return urgency >= threshold / 2
                ? PriorityBand.PRIORITY_BAND_MEDIUM
                : PriorityBand.PRIORITY_BAND_LOW;
    }

    private static void proposals(Recommendation.Builder answer, TriageAdvice advice) {
        advice.flags().stream()
                .sorted(
                        Comparator.comparingDouble(FlagAdvice::score)
                                .reversed()
                                .thenComparing(FlagAdvice::name))
                .forEach(
                        flag ->
                                answer.addFlagsBuilder()
                                        .setName(flag.name())
                                        .setScore(flag.score())
                                        .setRaised(flag.raised()));
        advice.categories()
                .forEach(
                        one ->
                                answer.addCategoriesBuilder()
                                        .setCategoryCode(one.name())
                                        .setScore(one.score()));
    }
}
