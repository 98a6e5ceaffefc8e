package redress.mesh.attachments;

import com.google.protobuf.ByteString;
import redress.attachments.v1.Attachment;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;

/// A file that a caller may read. Each part of its content is asked for anew: who may read it no
/// longer, because it was deleted, restricted or taken from them meanwhile, gets no more of it.
public final class Download {
    private final KeepAttachments keeping;
    private final Caller caller;
    private final Attachment attachment;
    private final int chunks;

    Download(KeepAttachments keeping, Caller caller, Attachment attachment, int chunks) {
        this.keeping = keeping;
        this.caller = caller;
        this.attachment = attachment;
        this.chunks = chunks;
    }

    /// What it is.
    public Attachment attachment() {
        return attachment;
    }

    /// How many parts it has.
    public int chunks() {
        return chunks;
    }

    /// A part of its content.
    ///
    /// @param position from 0
    /// @throws Refusal with NOT_FOUND or ERASED if it can't be read any more
    public ByteString chunk(int position) {
        return keeping.chunk(caller, attachment, position);
    }
}
