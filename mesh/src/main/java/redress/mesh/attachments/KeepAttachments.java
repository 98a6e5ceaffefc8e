package redress.mesh.attachments;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.InstantSource;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.attachments.v1.Attachment;
import redress.mesh.access.Caller;
import redress.mesh.access.Demand;
import redress.mesh.access.Refusal;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Takes in files of items that the caller sees, gives out those that they may read, and deletes
/// them. Who changes a file has locked its item: an erasure waits, or is over.
public final class KeepAttachments {
    private static final AnswerType<Attachment> ANSWER =
            new AnswerType<>(Attachment.parser(), answer -> UUID.fromString(answer.getItemId()));

    private final Database database;
    private final AttachedItems items;
    private final AttachmentLimits limits;
    private final UploadRoom room;
    private final AttachmentRows rows = new AttachmentRows();

    public KeepAttachments(Database database, AttachedItems items, AttachmentLimits limits) {
        this.database = database;
        this.items = items;
        this.limits = limits;
        this.room = new UploadRoom(limits.bytesAtOnce(), InstantSource.system());
    }

    /// Begins an upload. What would be refused at its end is refused now, if that is known already.
    ///
    /// @throws Refusal with INVALID_REQUEST; with ILLEGAL_TRANSITION if the item has ended or has
    ///   too many files; or what [AttachedItems#lockOpen] says
    public Upload begin(Caller caller, UploadPart first) {
        var details =
                first.details()
                        .orElseThrow(
                                () ->
                                        Refusal.invalid(
                                                "details",
                                                "none (expected: in the first message)"));
        if (!first.chunk().isEmpty()) {
            throw Refusal.invalid("chunk", "in the first message (expected: in those after it)");
        }
        var start =
                new Upload.Start(
                        caller,
                        RequestKey.of(first.request()),
                        Database.id(items.kind() + "_id", first.item()),
                        details,
                        limits.requireFit(details));
        if (database.answered(caller, start.key(), ANSWER).isEmpty()) {
            database.write(caller, transaction -> requireTaken(transaction, start.item()));
        }
        return new Upload(this, room, start);
    }

    /// A page of the files of an item, newest first.
    public Page.Slice<Attachment> list(Caller caller, String itemId, Page page) {
        UUID item = Database.id(items.kind() + "_id", itemId);
        return database.as(
                caller,
                transaction -> {
                    items.requireVisible(transaction, item);
                    return rows.list(transaction, item, page);
                });
    }

    /// A file to be read.
    ///
    /// @throws Refusal with NOT_FOUND if there is none for this caller, or its content is deleted;
    ///   with ERASED, or INSUFFICIENT_USER_AUTHENTICATION
    public Download open(Caller caller, String attachmentId) {
        UUID id = Database.id("id", attachmentId);
        return database.as(
                caller,
                transaction -> {
                    Attachment known = readable(transaction, id);
                    return new Download(this, caller, known, rows.chunks(transaction, id));
                });
    }

    /// Deletes the content of a file, once for each request.
    ///
    /// @param request the whole request
    /// @throws Refusal with ROLE_MISSING if somebody else uploaded it and the caller is no
    ///   overseer; with ILLEGAL_TRANSITION under a legal hold; or as [#open]
    public Attachment delete(Caller caller, Message request, String attachmentId, String reason) {
        UUID id = Database.id("id", attachmentId);
        var key = RequestKey.of(request);
        var before = database.answered(caller, key, ANSWER);
        return before.orElseGet(
                () -> {
                    UUID item = requireDeletable(caller, id);
                    return database.once(
                            caller,
                            key,
                            ANSWER,
                            transaction -> delete(transaction, item, id, reason));
                });
    }

    Attachment keep(Upload.Start start, ByteString content) {
        return database.once(
                start.caller(),
                start.key(),
                ANSWER,
                transaction -> {
                    requireTaken(transaction, start.item());
                    var added = attachment(transaction, start);
                    rows.add(transaction, added, content);
                    transaction.record(event(start.item(), "added"));
                    return added;
                });
    }

    ByteString chunk(Caller caller, Attachment of, int position) {
        UUID id = UUID.fromString(of.getId());
        return database.as(
                caller,
                transaction ->
                        rows.chunk(transaction, id, position)
                                .orElseThrow(() -> gone(transaction, id, position)));
    }

    private void requireTaken(Transaction transaction, UUID item) {
        items.lockOpen(transaction, item);
        limits.requireRoom(rows.kept(transaction, item));
    }

    // The holds may be in another service: they are asked for before anything is locked. A hold
    // that
    // is placed in the same moment finds what is left.
    private UUID requireDeletable(Caller caller, UUID id) {
        Attachment known = database.as(caller, transaction -> readable(transaction, id));
        if (!known.getUploadedBy().equals(caller.userName()) && !items.isOverseer(caller)) {
            throw new Refusal(
                    Reason.REASON_ROLE_MISSING,
                    "uploaded by somebody else (expected: their own, or who oversees them)");
        }
        UUID item = UUID.fromString(known.getItemId());
        if (items.isHeld(item)) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "under a legal hold (expected: after the hold is released)");
        }
        return item;
    }

    private Attachment delete(Transaction transaction, UUID item, UUID id, String reason) {
        items.lock(transaction, item);
        var deleted =
                readable(transaction, id).toBuilder()
                        .setDeletedAt(Timeline.timestamp(transaction.now()))
                        .setDeletedBy(transaction.actor())
                        .setDeletionReason(reason)
                        .build();
        rows.delete(transaction, deleted);
        transaction.record(event(item, "deleted"));
        return deleted;
    }

    private Attachment readable(Transaction transaction, UUID id) {
        Attachment known = rows.find(transaction, id).orElseThrow(() -> missing(transaction, id));
        if (known.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        if (known.hasDeletedAt()) {
            throw new Refusal(Reason.REASON_NOT_FOUND, "its content was deleted");
        }
        return known;
    }

    private Refusal missing(Transaction transaction, UUID id) {
        return transaction.hides(() -> rows.find(transaction, id).isPresent())
                ? Refusal.stepUp(Demand.SENSITIVE)
                : new Refusal(Reason.REASON_NOT_FOUND, "no such attachment");
    }

    // A part that is missing though the file is still there was taken away behind our back.
    private RuntimeException gone(Transaction transaction, UUID id, int position) {
        var known = readable(transaction, id);
        return new IllegalStateException(
                "attachment %s: part %d is missing (expected: all parts)"
                        .formatted(known.getId(), position));
    }

    private static Attachment attachment(Transaction transaction, Upload.Start start) {
        return Attachment.newBuilder()
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setItemId(start.item().toString())
                .setDetails(start.details())
                .setUploadedBy(transaction.actor())
                .setUploadedAt(Timeline.timestamp(transaction.now()))
                .build();
    }

    private Event event(UUID item, String what) {
        return new Event(item, items.kind() + ".attachment_" + what, "attachment " + what);
    }
}
