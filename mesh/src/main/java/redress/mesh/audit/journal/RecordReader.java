package redress.mesh.audit.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import redress.audit.v1.JournalRecord;

/// Reads the records of one file of a journal, also while it is written.
public final class RecordReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final DataInputStream in;
    private long position;

    private RecordReader(Path file, InputStream in) {
        this.file = file;
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER_BYTES));
    }

    public static RecordReader of(Path file) throws IOException {
        return new RecordReader(file, Files.newInputStream(file));
    }

    /// The next record, or null where the file has no whole one.
    public @Nullable Stored next() throws IOException {
        try {
            int length = in.readInt();
            if (length <= 0 || length > Frame.LONGEST) {
                return null;
            }
            int checksum = in.readInt();
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length || Frame.checksum(bytes) != checksum) {
                return null;
            }
            var stored = new Stored(ByteString.copyFrom(bytes), JournalRecord.parseFrom(bytes));
            position += Frame.HEADER_BYTES + length;
            return stored;
        } catch (EOFException | InvalidProtocolBufferException e) {
            return null;
        }
    }

    /// Where the last whole record ended.
    public long position() {
        return position;
    }

    /// What is behind the last whole record, without the zeros at its end.
    public Rest rest() throws IOException {
        try (InputStream behind = Files.newInputStream(file)) {
            behind.skipNBytes(position);
            return new Rest(withoutZeros(behind.readAllBytes()));
        }
    }

    private static ByteString withoutZeros(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return ByteString.copyFrom(bytes, 0, end);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
