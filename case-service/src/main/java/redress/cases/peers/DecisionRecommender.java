package redress.cases.peers;

import io.grpc.Status;
import io.grpc.StatusException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import redress.cases.recommendation.FallbackRules;
import redress.cases.recommendation.Recommender;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.Recommendation;

/// Recommendations from decision-service; from the rules while it does not answer.
@ApplicationScoped
public class DecisionRecommender implements Recommender {
    private static final Logger LOG = Logger.getLogger(DecisionRecommender.class);

    private static final Set<Status.Code> AWAY =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED);

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
        return ask(facts);
    }

    // One item that can't be judged must not hold up the others: a refused batch is asked in
    // halves.
    private List<Recommendation> ask(List<CaseFacts> facts) {
        try {
            return decisions.prioritise(facts).stream().filter(Recommendation::hasModel).toList();
        } catch (StatusException e) {
            if (AWAY.contains(e.getStatus().getCode())) {
                LOG.debugf("decision-service is still away cause=%s", e);
                return List.of();
            }
            return askInHalves(facts, e);
        } catch (RuntimeException e) {
            LOG.warnf("decision-service can't be asked cause=%s", e);
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<Recommendation> askInHalves(List<CaseFacts> facts, StatusException cause) {
        if (facts.size() == 1) {
            LOG.warnf("no recommendation case=%s cause=%s", facts.getFirst().getSubjectId(), cause);
            return List.of();
        }
        int half = facts.size() / 2;
        return Stream.concat(
                        ask(facts.subList(0, half)).stream(),
                        ask(facts.subList(half, facts.size())).stream())
                .toList();
    }
}
