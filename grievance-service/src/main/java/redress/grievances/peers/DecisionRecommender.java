package redress.grievances.peers;

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
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.Recommendation;
import redress.grievances.recommendation.FallbackRules;
import redress.grievances.recommendation.Recommender;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;

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
        return ask(texts);
    }

    // One item that can't be judged must not hold up the others: a refused batch is asked in
    // halves.
    private List<Recommendation> ask(List<GrievanceText> texts) {
        try {
            return decisions.triage(texts).stream().filter(Recommendation::hasModel).toList();
        } catch (StatusException e) {
            if (AWAY.contains(e.getStatus().getCode())) {
                LOG.debugf("decision-service is still away cause=%s", e);
                return List.of();
            }
            return askInHalves(texts, e);
        } catch (RuntimeException e) {
            LOG.warnf("decision-service can't be asked cause=%s", e);
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<Recommendation> askInHalves(List<GrievanceText> texts, StatusException cause) {
        if (texts.size() == 1) {
            LOG.warnf(
                    "no recommendation grievance=%s cause=%s",
                    texts.getFirst().getSubjectId(), cause);
            return List.of();
        }
        int half = texts.size() / 2;
        return Stream.concat(
                        ask(texts.subList(0, half)).stream(),
                        ask(texts.subList(half, texts.size())).stream())
                .toList();
    }
}
