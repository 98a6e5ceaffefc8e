package redress.mesh.audit.journal;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/// How a record lies in a file: its length, its checksum, its bytes.
///
/// The checksum tells a half-written record from a whole one; it protects against nobody.
final class Frame {
    static final int HEADER_BYTES = 8;

    /// The longest record that is read: a block of 1,000 entries has 40 KiB.
    static final int LONGEST = 1 << 20;

    private Frame() {}

    static byte[] of(byte[] bytes) {
        return ByteBuffer.allocate(HEADER_BYTES + bytes.length)
                .putInt(bytes.length)
                .putInt(checksum(bytes))
                .put(bytes)
                .array();
    }

    static int checksum(byte[] bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length);
        return (int) checksum.getValue();
    }

    static ByteString sha256(byte[] bytes) {
        try {
            return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
