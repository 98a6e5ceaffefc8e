package redress.mesh.audit.journal;

import com.google.protobuf.ByteString;
import redress.audit.v1.JournalRecord;

/// A record as it was read.
///
/// @param bytes what is stored
/// @param record what it says
public record Stored(ByteString bytes, JournalRecord record) {
    /// SHA-256 of what is stored, as blocks name entries.
    public ByteString digest() {
        return digest(bytes);
    }

    /// SHA-256, as blocks name the block before.
    public static ByteString digest(ByteString bytes) {
        return Frame.sha256(bytes.toByteArray());
    }
}
