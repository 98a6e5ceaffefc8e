package redress.certs.authority;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.Reason;
import redress.certs.Sha256;

/// What an authority did, one signed JSON object a line; each line holds the SHA-256 of the one
/// before it.
///
/// An entry is on the disk before what it tells of takes effect, so that after a crash there can be
/// an entry too many, never one too few. A last line without its end is one that a crash cut short.
record SignedLog(Path file) {
    static final AuthorityState.LogHead EMPTY = new AuthorityState.LogHead(0, "0".repeat(64));

    private static final int CHUNK = 8192;

    /// What an entry tells.
    record Event(String name, Map<String, String> details) {}

    void create() {
        DurableFiles.writeSecret(file, new byte[0]);
    }

    /// Adds entries and returns the new end. One caller at a time.
    ///
    /// @param known an end that the log had; refuses a log that does not hold it any more, since
    ///   entries after it would make it look whole
    AuthorityState.LogHead append(
            AuthorityState.LogHead known,
            List<Event> events,
            Instant time,
            String key,
            Issuer signer) {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            String last = lastLine(channel);
            AuthorityState.LogHead head = last.isEmpty() ? EMPTY : head(last);
            if (!head.equals(known)) {
                requireHolds(known);
            }
            var lines = new StringBuilder();
            for (Event event : events) {
                String line = LogLine.sign(entry(event, head, time, key), signer);
                lines.append(line).append('\n');
                head = new AuthorityState.LogHead(head.seq() + 1, Sha256.of(line));
            }
            write(channel, lines.toString());
            return head;
        } catch (IOException e) {
            throw DurableFiles.unwritable(file, e);
        }
    }

    /// A crash leaves entries after the known one, never fewer.
    private void requireHolds(AuthorityState.LogHead known) {
        boolean holds =
                known.seq() == 0
                        || read(
                                lines ->
                                        lines.skip(known.seq() - 1)
                                                .limit(1)
                                                .anyMatch(
                                                        line ->
                                                                Sha256.of(line)
                                                                        .equals(known.sha256())));
        if (!holds) {
            throw new CertsException(
                    Reason.BROKEN_LOG,
                    "log " + file,
                    "without entry " + known.seq() + " that authority.json knows",
                    "the whole log: put it back from a copy");
        }
    }

    /// What `reader` makes of the whole lines, the oldest first. They are ASCII: what is not, was
    /// altered, and must not end the reading.
    <T> T read(Function<Stream<String>, T> reader) {
        try (var lines = Files.lines(file, ISO_8859_1)) {
            return reader.apply(lines.limit(wholeLines()));
        } catch (IOException e) {
            throw new CertsException(Reason.FILES, "log", file, "readable", e);
        }
    }

    /// Whether the last line was cut short.
    boolean isTorn() {
        try (var channel = FileChannel.open(file)) {
            return wholeLength(channel) < channel.size();
        } catch (IOException e) {
            throw new CertsException(Reason.FILES, "log", file, "readable", e);
        }
    }

    private long wholeLines() throws IOException {
        try (var in = Files.newInputStream(file)) {
            long ends = 0;
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                for (int i = 0; i < read; i++) {
                    ends += chunk[i] == '\n' ? 1 : 0;
                }
            }
            return ends;
        }
    }

    private static LogEntry entry(
            Event event, AuthorityState.LogHead head, Instant time, String key) {
        return new LogEntry(
                head.seq() + 1,
                time,
                System.getProperty("user.name", "unknown"),
                event.name(),
                event.details(),
                head.sha256(),
                key);
    }

    private AuthorityState.LogHead head(String line) {
        try {
            return new AuthorityState.LogHead(LogLine.parse(line).entry().seq(), Sha256.of(line));
        } catch (JsonProcessingException e) {
            throw new CertsException(
                    Reason.BROKEN_LOG, "last entry of the log", file, "one of this authority", e);
        }
    }

    /// In the place of a line that was cut short, if there is one.
    private static void write(FileChannel channel, String lines) throws IOException {
        long end = wholeLength(channel);
        channel.truncate(end);
        channel.position(end);
        var rest = ByteBuffer.wrap(lines.getBytes(UTF_8));
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        channel.force(true);
    }

    private static String lastLine(FileChannel channel) throws IOException {
        long end = wholeLength(channel) - 1;
        if (end < 0) {
            return "";
        }
        long begin = lastNewline(channel, end) + 1;
        return UTF_8.decode(read(channel, begin, (int) (end - begin))).toString();
    }

    private static long wholeLength(FileChannel channel) throws IOException {
        return lastNewline(channel, channel.size()) + 1;
    }

    /// Where the last line's end before `limit` is; -1 if there is none.
    private static long lastNewline(FileChannel channel, long limit) throws IOException {
        for (long end = limit; end > 0; end -= CHUNK) {
            long begin = Math.max(0, end - CHUNK);
            ByteBuffer chunk = read(channel, begin, (int) (end - begin));
            for (int i = chunk.limit() - 1; i >= 0; i--) {
                if (chunk.get(i) == '\n') {
                    return begin + i;
                }
            }
        }
        return -1;
    }

    private static ByteBuffer read(FileChannel channel, long begin, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, begin + bytes.position()) >= 0) {}
        return bytes.flip();
    }
}
