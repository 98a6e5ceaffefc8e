package redress.decisions.postgres;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redress.decisions.models.Kind;
import redress.decisions.registry.Kinds;
import redress.decisions.registry.ModelLines;
import redress.decisions.v1.ModelLine;
import redress.mesh.store.Transaction;

/// Lines as rows that hold the contract's message. They hold nothing personal, so nothing is
/// sealed.
@ApplicationScoped
public class PostgresModelLines implements ModelLines {

    @Override
    public List<ModelLine> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT document FROM model_lines ORDER BY kind")
                .map((row, context) -> parsed(row.getBytes("document")))
                .list();
    }

    @Override
    public Optional<ModelLine> lock(Transaction transaction, Kind kind) {
        return transaction
                .handle()
                .createQuery("SELECT document FROM model_lines WHERE kind = :kind FOR UPDATE")
                .bind("kind", kind.label())
                .map((row, context) -> parsed(row.getBytes("document")))
                .findOne();
    }

    @Override
    public boolean begin(Transaction transaction, ModelLine line) {
        int added =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO model_lines (id, kind, document)
                                VALUES (:id, :kind, :document)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("id", UUID.fromString(line.getId()))
                        .bind("kind", Kinds.of(line.getKind()).label())
                        .bind("document", line.toByteArray())
                        .execute();
        return added == 1;
    }

    @Override
    public void replace(Transaction transaction, ModelLine line) {
        transaction
                .handle()
                .createUpdate("UPDATE model_lines SET document = :document WHERE id = :id")
                .bind("id", UUID.fromString(line.getId()))
                .bind("document", line.toByteArray())
                .execute();
    }

    private static ModelLine parsed(byte[] document) {
        try {
            return ModelLine.parseFrom(document);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("model_lines: unreadable document", e);
        }
    }
}
