package redress.bench.load;

import java.time.Duration;
import redress.local.process.Progress;

/// What starts and stops, a line each, apart from the table on standard output.
final class StepLines implements Progress {
    static void say(String part, String what) {
        System.err.printf("  %-20s %s%n", part, what);
    }

    @Override
    public void begins(String part) {}

    @Override
    public void step(String part, String what) {
        say(part, what);
    }

    @Override
    public void waits(String part, Duration elapsed) {}

    @Override
    public void ready(String part, String address, Duration elapsed) {
        say(part, "ready after %d s".formatted(elapsed.toSeconds()));
    }

    @Override
    public void alreadyRuns(String part, String address) {
        say(part, "runs");
    }

    @Override
    public void failed(String part) {
        say(part, "failed");
    }

    @Override
    public void stopped(String part, Duration elapsed) {
        say(part, "stopped");
    }
}
