package redress.cases.recommendation;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.PriorityBand;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.RecommendationKind;
import redress.mesh.store.Timeline;

/// What is recommended while no model answers: by intensity and risk factors alone, and it says so.
public final class FallbackRules {
    private static final String NAME = "case-priority-rules-1";

    private FallbackRules() {}

    /// The recommendation of the rules: low, medium or high, never urgent.
    public static Recommendation recommend(CaseFacts facts, Instant now) {
        boolean intense = facts.getIntensityLevel() == 3;
        boolean risky = facts.getRiskFactorsCount() > 0;
        var proposal =
                Recommendation.newBuilder()
                        .setId(UuidCreator.getTimeOrderedEpoch().toString())
                        .setKind(RecommendationKind.RECOMMENDATION_KIND_CASE_PRIORITY)
                        .setSubjectId(facts.getSubjectId())
                        .setRuleSet(NAME)
                        .setCreatedAt(Timeline.timestamp(now));
        reason(proposal, "no model answered in time: these are simple rules, the model follows");
        if (intense) {
            reason(proposal, "intensity level 3 asks for close support");
        }
        if (risky) {
            reason(proposal, "risk factors are recorded: " + facts.getRiskFactorsCount());
        }
        return band(proposal, intense, risky).build();
    }

    private static Recommendation.Builder band(
            Recommendation.Builder proposal, boolean intense, boolean risky) {
        if (intense || risky) {
            return proposal.setProposedPriority(PriorityBand.PRIORITY_BAND_HIGH).setScore(75);
        }
        return proposal.setProposedPriority(PriorityBand.PRIORITY_BAND_MEDIUM).setScore(50);
    }

    private static void reason(Recommendation.Builder proposal, String text) {
        proposal.addReasonsBuilder().setText(text);
    }
}
