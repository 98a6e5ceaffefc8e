package redress.cases.postgres;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import redress.cases.rights.Exports;
import redress.mesh.privacy.Subject;
import redress.mesh.store.DestroyKeys;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;
import redress.rights.v1.GetExportResponse;

/// Texts as rows, sealed with keys that are destroyed when they expire.
@ApplicationScoped
public class PostgresExports implements Exports {
    private static final SealedTable<GetExportResponse> TABLE =
            new SealedTable<>("exports", GetExportResponse.parser());

    @Override
    public void keep(Transaction transaction, UUID request, String service, List<String> texts) {
        destroy(transaction, request, "AND service = :service", service);
        for (int part = 0; part < texts.size(); part++) {
            var id = UuidCreator.getTimeOrderedEpoch();
            var insert =
                    transaction
                            .handle()
                            .createUpdate(
                                    """
                                    INSERT INTO exports (id, request, service, part,
                                        document, sealed, data_key)
                                    VALUES (:id, :request, :service, :part,
                                        :document, :sealed, :dataKey)
                                    """)
                            .bind("id", id)
                            .bind("request", request)
                            .bind("service", service)
                            .bind("part", part);
            var text = GetExportResponse.newBuilder().setContent(texts.get(part)).build();
            var key = new Subject("export:" + request + ":" + service);
            TABLE.bind(insert, transaction, id, key, text).execute();
        }
    }

    @Override
    public List<String> texts(Transaction transaction, UUID request, String service) {
        return contents(
                transaction,
                query(transaction, "WHERE request = :request AND service = :service ORDER BY part")
                        .bind("request", request)
                        .bind("service", service));
    }

    @Override
    public Optional<String> text(Transaction transaction, UUID request, String service, int part) {
        return contents(
                        transaction,
                        query(
                                        transaction,
                                        "WHERE request = :request AND service = :service"
                                                + " AND part = :part")
                                .bind("request", request)
                                .bind("service", service)
                                .bind("part", part))
                .stream()
                .findFirst();
    }

    @Override
    public int count(Transaction transaction, UUID request, String service) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT count(*) FROM exports
                        WHERE request = :request AND service = :service
                            AND (expires_at IS NULL OR expires_at > :now)
                        """)
                .bind("request", request)
                .bind("service", service)
                .bind("now", Transaction.at(transaction.now()))
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public void destroyAllBut(Transaction transaction, UUID request, String service) {
        destroy(transaction, request, "AND service <> :service", service);
    }

    /// Destroys what is kept for a request.
    void destroyAll(Transaction transaction, UUID request) {
        destroy(transaction, request, "AND service >= :service", "");
    }

    @Override
    public void expireAt(Transaction transaction, UUID request, Instant end) {
        transaction
                .handle()
                .createUpdate("UPDATE exports SET expires_at = :end WHERE request = :request")
                .bind("request", request)
                .bind("end", Transaction.at(end))
                .execute();
    }

    @Override
    public int destroyExpired(Transaction transaction) {
        var requests =
                transaction
                        .handle()
                        .createQuery(
                                "SELECT DISTINCT request FROM exports WHERE expires_at <= :now")
                        .bind("now", Transaction.at(transaction.now()))
                        .mapTo(UUID.class)
                        .list();
        requests.forEach(request -> destroyAll(transaction, request));
        return requests.size();
    }

    private static void destroy(
            Transaction transaction, UUID request, String which, String service) {
        var keys =
                transaction
                        .handle()
                        .createQuery(
                                "SELECT DISTINCT data_key FROM exports WHERE request = :request "
                                        + which)
                        .bind("request", request)
                        .bind("service", service)
                        .mapTo(UUID.class)
                        .list();
        DestroyKeys.lock(transaction, keys);
        DestroyKeys.destroy(transaction, keys);
        transaction
                .handle()
                .createUpdate("DELETE FROM exports WHERE request = :request " + which)
                .bind("request", request)
                .bind("service", service)
                .execute();
    }

    private static Query query(Transaction transaction, String rows) {
        return transaction.handle().createQuery(TABLE.select() + rows);
    }

    private static List<String> contents(Transaction transaction, Query query) {
        return TABLE.rows(transaction, query).stream().map(GetExportResponse::getContent).toList();
    }
}
