package redress.cases.peers;

import io.grpc.StatusException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import redress.cases.recommendation.FallbackRules;
import redress.cases.recommendation.Recommender;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.Recommendation;
import redress.mesh.peers.Batches;

/// Recommendations from decision-service; from the rules while it does not answer.
@ApplicationScoped
public class DecisionRecommender implements Recommender {
    private static final Logger LOG = Logger.getLogger(DecisionRecommender.class);

    private final DecisionClient decisions;

    DecisionRecommender(DecisionClient decisions) {
        this.decisions = decisions;
    }

    // Whatever is wrong with the helper, its address included: the case is opened.
    @Override
    public Recommendation recommend(UUID id, CaseDetails details) {
        var facts = Recommender.facts(id, details);
        try {
            return decisions.prioritise(facts);
        } catch (StatusException | RuntimeException e) {
            LOG.infof("rules recommend: decision-service did not answer cause=%s", e);
            return FallbackRules.recommend(facts, Instant.now().truncatedTo(ChronoUnit.MICROS));
        }
    }

    @Override
    public List<Recommendation> askModel(List<Case> waiting) {
        var facts =
                waiting.stream()
                        .map(
                                each ->
                                        Recommender.facts(
                                                UUID.fromString(each.getId()), each.getDetails()))
                        .toList();
        return Batches.ask(facts, decisions::prioritise, CaseFacts::getSubjectId).stream()
                .filter(Recommendation::hasModel)
                .toList();
    }
}
