package redress.decisions.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redress.decisions.serving.Recommendations;
import redress.decisions.v1.Recommendation;
import redress.mesh.store.Documents;
import redress.mesh.store.Transaction;

/// Recommendations as rows that never change.
@ApplicationScoped
public class PostgresRecommendations implements Recommendations {
    @Override
    public void add(Transaction transaction, List<Recommendation> given) {
        var batch =
                transaction
                        .handle()
                        .prepareBatch(
                                """
                                INSERT INTO recommendations (id, subject, created_at, document)
                                VALUES (:id, :subject, :at, :document)
                                """);
        given.forEach(
                one ->
                        batch.bind("id", UUID.fromString(one.getId()))
                                .bind("subject", UUID.fromString(one.getSubjectId()))
                                .bind("at", Transaction.at(transaction.now()))
                                .bind("document", one.toByteArray())
                                .add());
        batch.execute();
    }

    @Override
    public Optional<Recommendation> find(Transaction transaction, UUID id) {
        return transaction
                .handle()
                .createQuery("SELECT document FROM recommendations WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> Documents.parse(Recommendation.parser(), row.getBytes(1)))
                .findOne();
    }
}
