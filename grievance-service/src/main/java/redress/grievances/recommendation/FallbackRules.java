package redress.grievances.recommendation;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;
import redress.beneficiaries.v1.Sensitivity;
import redress.decisions.v1.PriorityBand;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.RecommendationKind;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.Severity;
import redress.mesh.store.Timeline;

/// What is recommended while no model answers: by severity and sensitivity alone, and it says so.
/// The words are not read, so no category is proposed.
public final class FallbackRules {
    private static final String NAME = "grievance-triage-rules-1";

    private FallbackRules() {}

    private enum Urgency {
        LOW(PriorityBand.PRIORITY_BAND_LOW, 25),
        MEDIUM(PriorityBand.PRIORITY_BAND_MEDIUM, 50),
        HIGH(PriorityBand.PRIORITY_BAND_HIGH, 75),
        URGENT(PriorityBand.PRIORITY_BAND_URGENT, 95);

        final PriorityBand band;
        final double score;

        Urgency(PriorityBand band, double score) {
            this.band = band;
            this.score = score;
        }
    }

    /// The recommendation of the rules.
    public static Recommendation recommend(UUID id, GrievanceDetails details, Instant now) {
        var proposal =
                Recommendation.newBuilder()
                        .setId(UuidCreator.getTimeOrderedEpoch().toString())
                        .setKind(RecommendationKind.RECOMMENDATION_KIND_GRIEVANCE_TRIAGE)
                        .setSubjectId(id.toString())
                        .setRuleSet(NAME)
                        .setCreatedAt(Timeline.timestamp(now));
        reason(proposal, "no model answered in time: these are simple rules, the model follows");
        Urgency urgency = urgency(proposal, details);
        return proposal.setProposedPriority(urgency.band).setScore(urgency.score).build();
    }

    /// The least priority that the recorded severity and sensitivity ask for; unspecified if nobody
    /// has judged yet.
    static PriorityBand atLeast(GrievanceDetails details) {
        boolean sensitive =
                details.getSensitivityValue() >= Sensitivity.SENSITIVITY_SENSITIVE_VALUE;
        if (details.getSeverity() == Severity.SEVERITY_UNSPECIFIED && !sensitive) {
            return PriorityBand.PRIORITY_BAND_UNSPECIFIED;
        }
        return urgency(Recommendation.newBuilder(), details).band;
    }

    private static Urgency urgency(Recommendation.Builder proposal, GrievanceDetails details) {
        Urgency urgency = bySeverity(details.getSeverity());
        reason(proposal, "severity as recorded: " + words(details.getSeverity()));
        if (urgency == Urgency.URGENT) {
            raise(proposal, "urgent");
        }
        if (details.getSensitivityValue() < Sensitivity.SENSITIVITY_SENSITIVE_VALUE) {
            return urgency;
        }
        reason(proposal, "recorded as sensitive: ahead of the queue");
        raise(proposal, "sensitive");
        return urgency.compareTo(Urgency.HIGH) < 0 ? Urgency.HIGH : urgency;
    }

    // Not judged yet is the ordinary queue: nobody has said that it can wait.
    private static Urgency bySeverity(Severity severity) {
        return switch (severity) {
            case SEVERITY_LOW -> Urgency.LOW;
            case SEVERITY_MEDIUM, SEVERITY_UNSPECIFIED, UNRECOGNIZED -> Urgency.MEDIUM;
            case SEVERITY_HIGH -> Urgency.HIGH;
            case SEVERITY_CRITICAL -> Urgency.URGENT;
        };
    }

    private static String words(Severity severity) {
        return switch (severity) {
            case SEVERITY_LOW -> "low";
            case SEVERITY_MEDIUM -> "medium";
            case SEVERITY_HIGH -> "high";
            case SEVERITY_CRITICAL -> "critical";
            case SEVERITY_UNSPECIFIED, UNRECOGNIZED -> "not judged yet";
        };
    }

    private static void reason(Recommendation.Builder proposal, String text) {
        proposal.addReasonsBuilder().setText(text);
    }

    private static void raise(Recommendation.Builder proposal, String flag) {
        proposal.addFlagsBuilder().setName(flag).setScore(1).setRaised(true);
    }
}
