package redress.local.process;

import java.time.Duration;
import redress.local.home.LaunchFailure;

/// Waiting between two looks at something outside of this process.
public final class Pause {
    private Pause() {}

    public static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }

    /// For a thread that has nothing more to do while the JVM shuts down.
    public static void forever() {
        while (true) {
            of(Duration.ofDays(1));
        }
    }
}
