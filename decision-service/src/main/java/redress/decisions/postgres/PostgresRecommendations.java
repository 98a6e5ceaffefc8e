package redress.decisions.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import redress.beneficiaries.v1.Sensitivity;
import redress.decisions.serving.Recommendations;
import redress.decisions.v1.ItemScope;
import redress.decisions.v1.Recommendation;
import redress.mesh.privacy.Subject;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// Recommendations as rows that never change, sealed with a data key of the item they are about.
/// Row level security leaves out those about items that the caller may not see.
@ApplicationScoped
public class PostgresRecommendations implements Recommendations {
    private static final SealedTable<Recommendation> TABLE =
            new SealedTable<>("recommendations", Recommendation.parser());

    @Override
    public void add(Transaction transaction, List<Scoped> given) {
        var batch =
                transaction
                        .handle()
                        .prepareBatch(
                                """
                                INSERT INTO recommendations (id, subject, created_at,
                                    programme_ids, area_code, sensitivity, complaint_hashes,
                                    document, sealed, data_key)
                                VALUES (:id, :subject, :at,
                                    :programmeIds, :areaCode, :sensitivity, :complaintHashes,
                                    :document, :sealed, :dataKey)
                                """);
        for (var one : given) {
            var recommendation = one.recommendation();
            var id = UUID.fromString(recommendation.getId());
            var subject = UUID.fromString(recommendation.getSubjectId());
            bindScope(batch, transaction, one.scope())
                    .bind("id", id)
                    .bind("subject", subject)
                    .bind("at", Transaction.at(transaction.now()));
            TABLE.bind(batch, transaction, id, Subject.item(subject), recommendation).add();
        }
        batch.execute();
    }

    @Override
    public Optional<Recommendation> find(Transaction transaction, UUID id) {
        var query =
                transaction.handle().createQuery(TABLE.select() + "WHERE id = :id").bind("id", id);
        return TABLE.rows(transaction, query).stream().findFirst();
    }

    private static PreparedBatch bindScope(
            PreparedBatch batch, Transaction transaction, ItemScope scope) {
        int sensitivity =
                Math.max(scope.getSensitivityValue(), Sensitivity.SENSITIVITY_STANDARD_VALUE);
        var complaint = transaction.sealing().lookup().staff(scope.getSubjectsOfComplaintList());
        return batch.bindArray("programmeIds", String.class, scope.getProgrammeIdsList())
                .bind("areaCode", scope.getAreaCode())
                .bind("sensitivity", sensitivity)
                .bindArray("complaintHashes", String.class, complaint);
    }
}
