package redress.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import redress.local.home.LaunchFailure;

/// A command that has to end well before a part can start, such as `initdb`.
public final class OneShot {
    private OneShot() {}

    /// @throws LaunchFailure if it ends with another code than 0, or takes too long
    public static void run(String what, Launch launch, Path log, Duration patience) {
        Process process = Spawn.start(launch, log);
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LaunchFailure(
                        what + ": not done after " + patience.toSeconds() + " s; log: " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure(what + ": interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new LaunchFailure(
                    what
                            + ": ended with code "
                            + process.exitValue()
                            + " (expected: 0); log: "
                            + log);
        }
    }
}
