package redress.mesh.audit.journal;

import com.google.protobuf.ByteString;
import redress.audit.v1.Block;

/// Where the sealed part of a journal ends.
///
/// @param block number of the last block; 0 before the first one
/// @param lastEntry number of its last entry
/// @param sha256 its digest, which the next block names
record Tip(long block, long lastEntry, ByteString sha256) {
    static final Tip NONE = new Tip(0, 0, ByteString.EMPTY);

    static Tip of(Block block, ByteString bytes) {
        long entries = block.getEntryDigests().size() / Blocks.DIGEST_BYTES;
        return new Tip(
                block.getNumber(),
                block.getFirstEntry() + entries - 1,
                Frame.sha256(bytes.toByteArray()));
    }
}
