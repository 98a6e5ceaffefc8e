package redress.local.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The callers in a service's audit lines since the beginning of the drill: what the server saw.
final class AuditTail {
    private static final Pattern LINE =
            Pattern.compile(
                    "decision=allow .*method=(\\S+) .*workload=(\\S+) serial=([0-9a-f]+) .*code=OK");
    private static final int HEXADECIMAL = 16;

    private final Path log;
    private final Set<Caller> callers = new HashSet<>();
    private long read;
    private String unfinished = "";

    /// A caller that was admitted.
    ///
    /// @param method its name without the service
    record Caller(String method, String workload, BigInteger serial) {}

    AuditTail(Path log) {
        this.log = log;
        this.read = log.toFile().length();
    }

    /// Whether such a call stands in the log by now.
    synchronized boolean has(Predicate<Caller> wanted) {
        follow();
        return callers.stream().anyMatch(wanted);
    }

    private void follow() {
        try (FileChannel file = FileChannel.open(log)) {
            var bytes = ByteBuffer.allocate((int) (file.size() - read));
            file.read(bytes, read);
            read += bytes.position();
            String text =
                    unfinished
                            + new String(
                                    bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
            int end = text.lastIndexOf('\n') + 1;
            unfinished = text.substring(end);
            text.substring(0, end).lines().forEach(this::note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(String line) {
        Matcher found = LINE.matcher(line);
        if (found.find()) {
            String method = found.group(1).substring(found.group(1).indexOf('/') + 1);
            var serial = new BigInteger(found.group(3), HEXADECIMAL);
            callers.add(new Caller(method, found.group(2), serial));
        }
    }
}
