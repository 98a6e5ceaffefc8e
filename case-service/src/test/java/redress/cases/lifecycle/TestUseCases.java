package redress.cases.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import redress.cases.recommendation.FallbackRules;
import redress.cases.recommendation.Recommender;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.decisions.v1.Recommendation;
import redress.mesh.store.Database;

/// The use cases on a database, while decision-service is away.
public record TestUseCases(
        ReadCases reading,
        OpenCase opening,
        UpdateCase updating,
        ProgressCase progress,
        TransferCase transfers,
        MergeCases merging) {
    public TestUseCases(Database database, Cases cases) {
        this(
                new ReadCases(database, cases),
                new OpenCase(database, cases, new OnlyRules()),
                new UpdateCase(new ChangeCase(database, cases)),
                new ProgressCase(new ChangeCase(database, cases)),
                new TransferCase(new ChangeCase(database, cases)),
                new MergeCases(new ChangeCase(database, cases), cases));
    }

    /// Upserts on the same database.
    public static UpsertCases upserts(Database database, Cases cases) {
        return new UpsertCases(
                database,
                cases,
                new OpenCase(database, cases, new OnlyRules()),
                new UpdateCase(new ChangeCase(database, cases)));
    }

    private static final class OnlyRules implements Recommender {
        @Override
        public Recommendation recommend(UUID id, CaseDetails details) {
            return FallbackRules.recommend(Recommender.facts(id, details), Instant.EPOCH);
        }

        @Override
        public List<Recommendation> askModel(List<Case> waiting) {
            return List.of();
        }
    }
}
