package redress.local.importing;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The rows that were not taken in: line and reason, never the content.
final class Rejects implements Closeable {
    private final FileChannel file;

    /// Goes on after the first `length` bytes; what follows them is done again.
    Rejects(Path path, long length) {
        try {
            file =
                    FileChannel.open(
                            path,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            file.truncate(length).position(file.size());
            if (file.size() == 0) {
                write("line", "reason");
            }
        } catch (IOException e) {
            throw new BadInput(path + ": cannot be written: " + e.getMessage(), e);
        }
    }

    void add(long line, String reason) {
        try {
            write(Long.toString(line), reason);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String line, String reason) throws IOException {
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(line, reason);
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    long length() {
        try {
            return file.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
