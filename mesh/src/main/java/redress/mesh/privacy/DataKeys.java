package redress.mesh.privacy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import redress.mesh.privacy.KeyWrapping.Wrapped;

/// The data keys of a service: one for each subject, stored wrapped (`data_keys`).
///
/// A destroyed key is gone from the database. A copy of the database from before still holds it,
/// wrapped.
public final class DataKeys {
    private final KeySource source;
    private final KeyWrapping wrapping;
    private final KeyCache cache = new KeyCache(InstantSource.system());

    /// @param service name of the service: what it seals opens in no other
    public DataKeys(String service, KeySource source) {
        this.source = source;
        this.wrapping = new KeyWrapping(service, source);
    }

    /// Seals and opens within one transaction.
    public Sealing within(Handle handle, Instant now) {
        return new Sealing(this, handle, now);
    }

    /// Destroys keys: what they sealed can't be read from the end of the transaction on.
    ///
    /// @return how many of them still lived
    public int destroy(Handle handle, Collection<UUID> ids, Instant now) {
        ids.forEach(cache::forget);
        return handle.createUpdate(
                        """
                        UPDATE data_keys SET wrapped = NULL, destroyed_at = :now
                        WHERE id = ANY(:ids) AND destroyed_at IS NULL
                        """)
                .bindArray("ids", UUID.class, List.copyOf(ids))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /// Wraps some of the keys that an older key-encryption key wraps with the newest one. Several
    /// processes may do it at once: each takes other rows.
    ///
    /// @return how many were wrapped anew
    public int rewrap(Handle handle, int limit) {
        var keys = source.current();
        List<Wrapped> renewed =
                handle.createQuery(
                                """
                                SELECT id, wrapped FROM data_keys
                                WHERE destroyed_at IS NULL
                                    AND (kek_id < :primary OR kek_id > :primary)
                                    AND kek_id = ANY(:known)
                                LIMIT :limit
                                FOR UPDATE SKIP LOCKED
                                """)
                        .bind("primary", keys.primary())
                        .bindArray("known", Integer.class, List.copyOf(keys.known()))
                        .bind("limit", limit)
                        .map(
                                (row, context) ->
                                        wrapping.again(
                                                row.getObject(1, UUID.class), row.getBytes(2)))
                        .list();
        replace(handle, renewed);
        return renewed.size();
    }

    /// How far the keys are wrapped with the newest key-encryption key.
    public Wrapping wrapping(Handle handle) {
        var keys = source.current();
        return handle.createQuery(
                        """
                        SELECT count(*), count(*) FILTER (WHERE kek_id <> ALL(:known))
                        FROM data_keys
                        WHERE destroyed_at IS NULL AND (kek_id < :primary OR kek_id > :primary)
                        """)
                .bind("primary", keys.primary())
                .bindArray("known", Integer.class, List.copyOf(keys.known()))
                .map((row, context) -> new Wrapping(keys.primary(), row.getLong(1), row.getLong(2)))
                .one();
    }

    String service() {
        return wrapping.service();
    }

    Lookup lookup() {
        return source.current().lookup();
    }

    /// The subject's key; made when there is none that still lives.
    DataKey of(Handle handle, Subject subject, Instant now) {
        return findOrMake(handle, subject, now)
                .or(() -> findOrMake(handle, subject, now))
                .orElseThrow();
    }

    /// A key that was read from its row.
    DataKey open(UUID id, byte[] wrapped) {
        return cache.get(id)
                .orElseGet(
                        () -> {
                            var key = DataKey.of(id, wrapping.unwrap(id, wrapped));
                            cache.put(key);
                            return key;
                        });
    }

    // One statement, for it runs with every write. It finds nothing when another transaction made
    // or destroyed the subject's key in the same moment: then it is there, or made, the second
    // time. The key is locked until the write is done: nobody destroys it in between.
    private Optional<DataKey> findOrMake(Handle handle, Subject subject, Instant now) {
        var fresh = wrapping.fresh(UuidCreator.getTimeOrderedEpoch());
        return handle.createQuery(
                        """
                        WITH made AS (
                            INSERT INTO data_keys (id, subject, wrapped, kek_id, created_at)
                            VALUES (:id, :subject, :wrapped, :kek, :now)
                            ON CONFLICT (subject) WHERE destroyed_at IS NULL DO NOTHING
                            RETURNING id, wrapped
                        ), known AS (
                            SELECT id, wrapped FROM data_keys
                            WHERE subject = :subject AND destroyed_at IS NULL
                            FOR KEY SHARE
                        )
                        SELECT id, wrapped FROM made
                        UNION ALL
                        SELECT id, wrapped FROM known
                        """)
                .bind("id", fresh.id())
                .bind("subject", subject.text())
                .bind("wrapped", fresh.bytes().toByteArray())
                .bind("kek", fresh.kek())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, context) -> open(row.getObject(1, UUID.class), row.getBytes(2)))
                .findOne();
    }

    private static void replace(Handle handle, List<Wrapped> renewed) {
        var batch =
                handle.prepareBatch(
                        "UPDATE data_keys SET wrapped = :wrapped, kek_id = :kek WHERE id = :id");
        renewed.forEach(
                key ->
                        batch.bind("wrapped", key.bytes().toByteArray())
                                .bind("kek", key.kek())
                                .bind("id", key.id())
                                .add());
        batch.execute();
    }
}
