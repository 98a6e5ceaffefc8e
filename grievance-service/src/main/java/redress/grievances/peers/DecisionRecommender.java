package redress.grievances.peers;

import io.grpc.StatusException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.Recommendation;
import redress.grievances.recommendation.FallbackRules;
import redress.grievances.recommendation.Recommender;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;
import redress.mesh.peers.Batches;

/// Recommendations from decision-service; from the rules while it does not answer.
@ApplicationScoped
public class DecisionRecommender implements Recommender {
    private static final Logger LOG = Logger.getLogger(DecisionRecommender.class);

    private final DecisionClient decisions;

    DecisionRecommender(DecisionClient decisions) {
        this.decisions = decisions;
    }

    // Whatever is wrong with the helper, its address included: the grievance is taken in.
    @Override
    public Recommendation recommend(UUID id, GrievanceDetails details) {
        try {
            return decisions.triage(Recommender.text(id, details));
        } catch (StatusException | RuntimeException e) {
            LOG.infof("rules recommend: decision-service did not answer cause=%s", e);
            return FallbackRules.recommend(
                    id, details, Instant.now().truncatedTo(ChronoUnit.MICROS));
        }
    }

    @Override
    public List<Recommendation> askModel(List<Grievance> waiting) {
        var texts =
                waiting.stream()
                        .map(
                                each ->
                                        Recommender.text(
                                                UUID.fromString(each.getId()), each.getDetails()))
                        .toList();
        return Batches.ask(texts, decisions::triage, GrievanceText::getSubjectId).stream()
                .filter(Recommendation::hasModel)
                .toList();
    }
}
