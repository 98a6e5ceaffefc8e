package redress.grievances.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import redress.decisions.v1.Recommendation;
import redress.grievances.recommendation.FallbackRules;
import redress.grievances.recommendation.Recommender;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;
import redress.mesh.store.Database;

/// The use cases on a database, while decision-service is away.
public record TestUseCases(
        ReadGrievances reading, SubmitGrievance submitting, ProgressGrievance progress) {
    public TestUseCases(Database database, Grievances grievances) {
        this(
                new ReadGrievances(database, grievances),
                new SubmitGrievance(database, grievances, new OnlyRules()),
                new ProgressGrievance(new ChangeGrievance(database, grievances)));
    }

    private static final class OnlyRules implements Recommender {
        @Override
        public Recommendation recommend(UUID id, GrievanceDetails details) {
            return FallbackRules.recommend(id, details, Instant.EPOCH);
        }

        @Override
        public List<Recommendation> askModel(List<Grievance> waiting) {
            return List.of();
        }
    }
}
