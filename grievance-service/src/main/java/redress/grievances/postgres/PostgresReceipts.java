package redress.grievances.postgres;

import com.google.protobuf.ByteString;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import redress.grievances.receipts.Receipts;
import redress.mesh.access.Caller;
import redress.mesh.store.Transaction;

/// Hashes of codes as rows (`grievance_receipts`). Who took in a grievance is known from the answer
/// that they got.
@ApplicationScoped
public class PostgresReceipts implements Receipts {
    @Override
    public boolean handedIn(Transaction transaction, Caller caller, UUID grievance) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT EXISTS (
                                SELECT FROM events
                                WHERE subject = :grievance AND type = 'grievance.received'
                                    AND actor = :actor AND workload = :workload)
                            OR EXISTS (
                                SELECT FROM requests
                                WHERE item = :grievance AND handed_in_unseen
                                    AND actor = :actor AND workload = :workload)
                        """)
                .bind("grievance", grievance)
                .bind("actor", caller.userName())
                .bind("workload", caller.workload())
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public boolean has(Transaction transaction, UUID grievance) {
        return transaction
                .handle()
                .createQuery(
                        "SELECT EXISTS (SELECT FROM grievance_receipts WHERE grievance = :grievance)")
                .bind("grievance", grievance)
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public void put(Transaction transaction, UUID grievance, ByteString hash) {
        var _ =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO grievance_receipts (grievance, code_hash)
                                VALUES (:grievance, :hash)
                                ON CONFLICT (grievance) DO UPDATE SET code_hash = excluded.code_hash
                                """)
                        .bind("grievance", grievance)
                        .bind("hash", hash.toByteArray())
                        .execute();
    }

    @Override
    public List<UUID> of(Transaction transaction, ByteString hash) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT grievance FROM grievance_receipts
                        WHERE code_hash = :hash ORDER BY grievance
                        """)
                .bind("hash", hash.toByteArray())
                .mapTo(UUID.class)
                .list();
    }
}
