package redress.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import redress.local.home.LaunchFailure;
import redress.local.process.Pause;

/// PostgreSQL's own note of who runs on a data folder.
///
/// After `kill -9` it either names an orphan of ours, which has to end first, or a number that
/// means nothing now.
record PostmasterFile(Path data) {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int TRIES = 200;

    void clear() {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        orphan(file).ifPresent(this::end);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ProcessHandle> orphan(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,18}"))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                    .filter(this::isOurs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOurs(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(data.toString()))
                .isPresent();
    }

    private void end(ProcessHandle orphan) {
        orphan.destroy();
        for (int tries = 0; orphan.isAlive() && tries < TRIES; tries++) {
            Pause.of(POLL);
        }
        if (orphan.isAlive()) {
            throw new LaunchFailure(
                    "an older PostgreSQL (pid " + orphan.pid() + ") does not end on " + data);
        }
    }
}
