package redress.certs.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// When the agent is to look again: after a while, or at once when a file was replaced. For one
/// thread.
///
/// To ask costs one look at the file's attributes.
public final class Watch {
    private final Path file;
    private final Duration every;
    private final InstantSource clock;
    private Instant looked = Instant.EPOCH;
    private String seen = "";

    public Watch(Path file, Duration every, InstantSource clock) {
        this.file = file;
        this.every = every;
        this.clock = clock;
    }

    /// Whether to look now. Who is told to must do so before asking again: what changes meanwhile
    /// is told the next time.
    public boolean isDue() {
        String stamp = stamp();
        Instant now = clock.instant();
        // A clock that was put back must not put the next look off.
        boolean rested = !now.isBefore(looked) && now.isBefore(looked.plus(every));
        if (rested && stamp.equals(seen)) {
            return false;
        }
        seen = stamp;
        looked = now;
        return true;
    }

    /// Replacing a file gives it another inode, even within one tick of the clock.
    private String stamp() {
        try {
            return Files.getAttribute(file, "unix:ino") + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return "";
        }
    }
}
