package redress.decisions.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redress.decisions.serving.Recommendations;
import redress.decisions.v1.Recommendation;
import redress.mesh.privacy.Subject;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// Recommendations as rows that never change, sealed with a data key of the item they are about.
@ApplicationScoped
public class PostgresRecommendations implements Recommendations {
    private static final SealedTable<Recommendation> TABLE =
            new SealedTable<>("recommendations", Recommendation.parser());

    @Override
    public void add(Transaction transaction, List<Recommendation> given) {
        var batch =
                transaction
                        .handle()
                        .prepareBatch(
                                """
                                INSERT INTO recommendations (id, subject, created_at,
                                    document, sealed, data_key)
                                VALUES (:id, :subject, :at, :document, :sealed, :dataKey)
                                """);
        for (var one : given) {
            var id = UUID.fromString(one.getId());
            var subject = UUID.fromString(one.getSubjectId());
            batch.bind("id", id)
                    .bind("subject", subject)
                    .bind("at", Transaction.at(transaction.now()));
            TABLE.bind(batch, transaction, id, Subject.item(subject), one).add();
        }
        batch.execute();
    }

    @Override
    public Optional<Recommendation> find(Transaction transaction, UUID id) {
        var query =
                transaction.handle().createQuery(TABLE.select() + "WHERE id = :id").bind("id", id);
        return TABLE.rows(transaction, query).stream().findFirst();
    }
}
