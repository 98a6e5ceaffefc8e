package redress.grievances.recommendation;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import redress.decisions.v1.Recommendation;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.v1.Grievance;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Transaction;

/// Fetches the recommendations that were missed while the model was away. Safe to run on several
/// replicas at once: a grievance that is served or judged meanwhile is left alone.
@ApplicationScoped
public class FillInRecommendations {
    private static final Logger LOG = Logger.getLogger(FillInRecommendations.class);
    private static final String SERVICE = "grievance-service";
    private static final int BATCH = 200;

    private final Database database;
    private final Grievances grievances;
    private final Recommender recommender;

    FillInRecommendations(Database database, Grievances grievances, Recommender recommender) {
        this.database = database;
        this.grievances = grievances;
        this.recommender = recommender;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        int filled;
        do {
            filled = fillInBatch();
        } while (filled == BATCH);
    }

    /// Fills in one batch and tells how many grievances it served.
    int fillInBatch() {
        List<Grievance> waiting =
                database.asService(
                        SERVICE, transaction -> grievances.awaitingModel(transaction, BATCH));
        if (waiting.isEmpty()) {
            return 0;
        }
        long filled = recommender.askModel(waiting).stream().filter(this::fillIn).count();
        if (filled > 0) {
            LOG.infof("recommendations filled in count=%d", filled);
        }
        return (int) filled;
    }

    private boolean fillIn(Recommendation recommendation) {
        return database.asService(SERVICE, transaction -> fillIn(transaction, recommendation));
    }

    private boolean fillIn(Transaction transaction, Recommendation recommendation) {
        UUID id = UUID.fromString(recommendation.getSubjectId());
        var before =
                grievances
                        .lock(transaction, id)
                        .filter(known -> !known.getRecommendation().hasReview())
                        .filter(known -> !known.getRecommendation().hasModel())
                        .filter(known -> !known.getRecommendation().hasObjection())
                        .filter(known -> !known.hasErasedAt() && !known.hasRestrictedAt());
        before.ifPresent(
                known -> {
                    var after = known.toBuilder().setRecommendation(recommendation).build();
                    // No new version: the people's part of the grievance is as they read it.
                    grievances.replace(transaction, after);
                    transaction.record(
                            new Event(id, "grievance.recommended", "recommendation filled in"));
                });
        return before.isPresent();
    }
}
