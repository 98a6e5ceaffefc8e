package redress.mesh.attachments;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import redress.attachments.v1.Attachment;
import redress.mesh.privacy.ByteSealing;
import redress.mesh.privacy.Subject;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.Conditions;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// Files as rows (`attachments`, `attachment_chunks`), sealed with the data key of their item. Row
/// level security leaves out what the caller may not read.
///
/// A chunk is bound to its file, its position and the number of chunks: one that was moved, came
/// from another file or remains when others are gone does not open.
public final class AttachmentRows {
    static final int CHUNK_BYTES = 256 * 1024;

    private static final String CHUNKS = "attachment_chunks";
    private static final String CONTENT = "content";
    private static final SealedTable<Attachment> TABLE =
            new SealedTable<>("attachments", Attachment.parser());

    /// The files of an item that an access file tells of, oldest first: as with notes, no
    /// confidential one.
    public List<Attachment> given(Transaction transaction, UUID item) {
        return TABLE.rows(
                transaction,
                transaction
                        .handle()
                        .createQuery(
                                TABLE.select()
                                        + "WHERE item = :item AND NOT confidential ORDER BY id")
                        .bind("item", item));
    }

    /// Removes the contents of items that are erased. Their keys are destroyed beside: what is left
    /// of the rows elsewhere can't be read.
    public void erase(Transaction transaction, Collection<UUID> items) {
        transaction
                .handle()
                .createUpdate(
                        """
                        DELETE FROM attachment_chunks WHERE attachment IN (
                            SELECT id FROM attachments WHERE item = ANY(:items))
                        """)
                .bindArray("items", UUID.class, List.copyOf(items))
                .execute();
    }

    void add(Transaction transaction, Attachment attachment, ByteString content) {
        var id = UUID.fromString(attachment.getId());
        var item = UUID.fromString(attachment.getItemId());
        int chunks = Math.ceilDiv(content.size(), CHUNK_BYTES);
        var insert =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO attachments (id, item, author, confidential, chunks,
                                    document, sealed, data_key)
                                VALUES (:id, :item, :author, :confidential, :chunks,
                                    :document, :sealed, :dataKey)
                                """)
                        .bind("id", id)
                        .bind("item", item)
                        .bind("author", attachment.getUploadedBy())
                        .bind("confidential", attachment.getDetails().getIsConfidential())
                        .bind("chunks", chunks);
        TABLE.bind(insert, transaction, id, Subject.item(item), attachment).execute();
        var sealing = transaction.sealing().bytes(CHUNKS, CONTENT, Subject.item(item));
        for (int position = 0; position < chunks; position++) {
            add(transaction, id, position, chunks, sealing, content);
        }
    }

    private static void add(
            Transaction transaction,
            UUID id,
            int position,
            int chunks,
            ByteSealing sealing,
            ByteString content) {
        int from = position * CHUNK_BYTES;
        var part = content.substring(from, Math.min(content.size(), from + CHUNK_BYTES));
        transaction
                .handle()
                .createUpdate(
                        """
                        INSERT INTO attachment_chunks (attachment, position, content)
                        VALUES (:id, :position, :content)
                        """)
                .bind("id", id)
                .bind("position", position)
                .bind("content", sealing.seal(place(id, position, chunks), part.toByteArray()))
                .execute();
    }

    Optional<Attachment> find(Transaction transaction, UUID id) {
        var query =
                transaction.handle().createQuery(TABLE.select() + "WHERE id = :id").bind("id", id);
        return TABLE.rows(transaction, query).stream().findFirst();
    }

    Page.Slice<Attachment> list(Transaction transaction, UUID item, Page page) {
        var conditions = new Conditions().equal("item", item).after(page, false);
        var query =
                transaction
                        .handle()
                        .createQuery(TABLE.select() + conditions.sql(false))
                        .bind("limit", page.limit());
        conditions.bind(query);
        return page.slice(
                TABLE.rows(transaction, query),
                row -> new Page.Key(0, UUID.fromString(row.getId())));
    }

    /// How many files of an item are not deleted, as far as the caller may see.
    long kept(Transaction transaction, UUID item) {
        return transaction
                .handle()
                .createQuery(
                        "SELECT count(*) FROM attachments WHERE item = :item AND deleted_at IS NULL")
                .bind("item", item)
                .mapTo(Long.class)
                .one();
    }

    int chunks(Transaction transaction, UUID id) {
        return transaction
                .handle()
                .createQuery("SELECT chunks FROM attachments WHERE id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    /// A part of the content; empty if there is none, or the caller may not read it.
    ///
    /// @throws redress.mesh.access.Refusal with ERASED
    Optional<ByteString> chunk(Transaction transaction, UUID id, int position) {
        var sealing = transaction.sealing();
        Query query =
                transaction
                        .handle()
                        .createQuery(
                                """
                                SELECT content, chunks, data_key, wrapped, destroyed_at
                                FROM attachments
                                JOIN data_keys ON data_keys.id = data_key
                                JOIN attachment_chunks ON attachment = attachments.id
                                WHERE attachments.id = :id AND position = :position
                                """)
                        .bind("id", id)
                        .bind("position", position);
        return query.map(
                        (row, context) ->
                                sealing.openBytes(
                                                CHUNKS,
                                                CONTENT,
                                                place(id, position, row.getInt("chunks")),
                                                row)
                                        .map(UnsafeByteOperations::unsafeWrap)
                                        .orElseThrow(ItemMarks::erased))
                .findOne();
    }

    /// Stores what is left of a file whose content is deleted.
    void delete(Transaction transaction, Attachment deleted) {
        var id = UUID.fromString(deleted.getId());
        var update =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                UPDATE attachments
                                SET deleted_at = :now, document = :document, sealed = :sealed,
                                    data_key = :dataKey
                                WHERE id = :id
                                """)
                        .bind("id", id)
                        .bind("now", Transaction.at(transaction.now()));
        var item = UUID.fromString(deleted.getItemId());
        TABLE.bind(update, transaction, id, Subject.item(item), deleted).execute();
        transaction
                .handle()
                .createUpdate("DELETE FROM attachment_chunks WHERE attachment = :id")
                .bind("id", id)
                .execute();
    }

    private static String place(UUID id, int position, int chunks) {
        return "%s\0%d\0%d".formatted(id, position, chunks);
    }
}
