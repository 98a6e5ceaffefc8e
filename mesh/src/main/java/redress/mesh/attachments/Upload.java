package redress.mesh.attachments;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import redress.attachments.v1.Attachment;
import redress.attachments.v1.AttachmentDetails;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.RequestKey;

/// An upload under way. What has arrived is in memory and nowhere else: an upload that is not
/// finished leaves nothing.
public final class Upload implements AutoCloseable {
    private final KeepAttachments keeping;
    private final UploadRoom.Place place;
    private final Start start;

    Upload(KeepAttachments keeping, UploadRoom room, Start start) {
        this.keeping = keeping;
        this.place = room.enter(start.caller().userName());
        this.start = start;
    }

    /// What is known of an upload when it begins.
    ///
    /// @param caller who uploads
    /// @param key what makes it the same upload again
    /// @param item the item that the file is for
    /// @param details what the sender says of it
    /// @param type what the content must look like
    record Start(
            Caller caller, RequestKey key, UUID item, AttachmentDetails details, MediaType type) {}

    /// Takes the next bytes.
    ///
    /// @throws Refusal with INVALID_REQUEST if there are none, or more than was said, with
    ///   TOO_MANY_CALLS if the process has no room for them
    public void add(ByteString chunk) {
        if (chunk.isEmpty()) {
            throw Refusal.invalid("chunk", "empty (expected: the next bytes)");
        }
        if (place.content().size() + (long) chunk.size() > start.details().getSize()) {
            throw Refusal.invalid(
                    "chunk",
                    "more content than details.size says (expected: %d bytes)"
                            .formatted(start.details().getSize()));
        }
        place.add(chunk);
    }

    /// Keeps the file, once for each request.
    ///
    /// @throws Refusal with INVALID_REQUEST if the content is not what the sender said
    public Attachment finish() {
        ByteString content = place.content();
        if (content.size() != start.details().getSize()) {
            throw Refusal.invalid(
                    "details.size", "%d bytes came (expected: as many)".formatted(content.size()));
        }
        if (!digest(content).equals(start.details().getSha256())) {
            throw Refusal.invalid("details.sha256", "another content came (expected: its digest)");
        }
        if (!start.type().fits(content)) {
            throw Refusal.invalid(
                    "details.content_type",
                    "%s: the content does not look like it (expected: its type)"
                            .formatted(start.type().text()));
        }
        return keeping.keep(start, content);
    }

    /// Forgets what has arrived.
    @Override
    public void close() {
        place.leave();
    }

    private static String digest(ByteString content) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            content.asReadOnlyByteBufferList().forEach(sha::update);
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
