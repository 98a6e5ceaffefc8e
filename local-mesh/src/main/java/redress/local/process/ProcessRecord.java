package redress.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import redress.local.home.PrivateFiles;

/// Which process a part runs in, on disk, so that another launcher finds it again.
///
/// A process that merely has the same number is never taken for it.
record ProcessRecord(long pid, String startMark) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,18}) (\\S+)\\s*");

    static ProcessRecord of(ProcessHandle process) {
        return new ProcessRecord(process.pid(), StartMark.of(process));
    }

    /// Empty if there is no record, or none that can be read.
    static Optional<ProcessRecord> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var match = SHAPE.matcher(Files.readString(file));
            return match.matches()
                    ? Optional.of(new ProcessRecord(Long.parseLong(match.group(1)), match.group(2)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path file) {
        PrivateFiles.write(
                file, (pid + " " + startMark + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// The recorded process, if it still lives.
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> StartMark.of(process).equals(startMark));
    }
}
