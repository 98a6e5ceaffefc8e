package redress.mesh.audit.journal;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What is behind the last whole record of a file: nothing, a half-written record, or damage with
/// whole records behind it.
///
/// @param bytes without the zeros at the end
public record Rest(ByteString bytes) {
    /// The longest record that a process may leave half-written.
    private static final int LONGEST = 1 << 16;

    private static final int PADDING = 64;

    /// Whether it is no half-written record: too long for one, or with a whole record inside.
    public boolean isDamage() {
        return bytes.size() > LONGEST || holdsARecord();
    }

    /// The zeros at the end of the last record were taken for room: put some back.
    private boolean holdsARecord() {
        byte[] padded = bytes.concat(ByteString.copyFrom(new byte[PADDING])).toByteArray();
        var buffer = ByteBuffer.wrap(padded);
        for (int at = 1; at + Frame.HEADER_BYTES < padded.length; at++) {
            int length = buffer.getInt(at);
            int begin = at + Frame.HEADER_BYTES;
            if (length > 0 && length <= padded.length - begin) {
                byte[] record = Arrays.copyOfRange(padded, begin, begin + length);
                if (Frame.checksum(record) == buffer.getInt(at + Integer.BYTES)) {
                    return true;
                }
            }
        }
        return false;
    }
}
