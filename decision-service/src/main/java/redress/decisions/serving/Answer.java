package redress.decisions.serving;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import redress.decisions.advice.Explanation;
import redress.decisions.advice.ModelStamp;
import redress.decisions.v1.PriorityBand;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.RecommendationKind;
import redress.mesh.store.Timeline;

/// What every recommendation carries, whatever its kind.
final class Answer {
    private Answer() {}

    static Recommendation.Builder of(RecommendationKind kind, String subject, Instant now) {
        return Recommendation.newBuilder()
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setKind(kind)
                .setSubjectId(subject)
                .setCreatedAt(Timeline.timestamp(now));
    }

    /// Who spoke: the model, or the rules alone.
    static void stamp(Recommendation.Builder answer, ModelStamp model, String ruleSet) {
        if (model.equals(ModelStamp.RULES_ONLY)) {
            answer.setRuleSet(ruleSet);
            return;
        }
        answer.getModelBuilder()
                .setName(model.name())
                .setVersion(model.version())
                .setDigest(model.digest())
                .setStarter(model.starter());
    }

    /// The model's reasons with what they add up to.
    static void explain(Recommendation.Builder answer, Explanation explanation) {
        explanation.reasons().forEach(one -> reason(answer, one.text(), one.contribution()));
        answer.getBreakdownBuilder()
                .setRawScore(explanation.score())
                .setBias(explanation.bias())
                .setOthers(explanation.others());
    }

    static void reason(Recommendation.Builder answer, String text, double contribution) {
        answer.addReasonsBuilder().setText(text).setContribution(contribution);
    }

    /// People's own judgement is a floor below the recommendation.
    static void liftToJudgement(Recommendation.Builder answer, PriorityBand atLeast) {
        if (answer.getProposedPriority().getNumber() < atLeast.getNumber()) {
            reason(answer, "rule: never below what people have judged already", 0);
        }
        lift(answer, atLeast);
    }

    /// A rule's word: lifts band and score, never lowers them.
    static void lift(Recommendation.Builder answer, PriorityBand band) {
        answer.setScore(Math.max(answer.getScore(), leastScore(band)));
        if (answer.getProposedPriority().getNumber() < band.getNumber()) {
            answer.setProposedPriority(band);
        }
    }

    // The same scores as the rules of the services give while no model answers.
    private static double leastScore(PriorityBand band) {
        return switch (band) {
            case PRIORITY_BAND_URGENT -> 95;
            case PRIORITY_BAND_HIGH -> 75;
            case PRIORITY_BAND_MEDIUM -> 50;
            case PRIORITY_BAND_LOW, PRIORITY_BAND_UNSPECIFIED, UNRECOGNIZED -> 0;
        };
    }
}
