package redress.certs.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import redress.certs.CertsException;
import redress.certs.Reason;

/// Tries a step again for a while when it is refused because others are not that far yet.
final class Patience {
    private static final long POLL_MILLIS = 500;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description =
                    "How long to wait for those who are behind (default: 90s; 0s: not at all).")
    private Duration longest = Duration.ofSeconds(90);

    <T> T attempt(Terminal terminal, Supplier<T> step) {
        Instant end = terminal.clock().instant().plus(longest);
        String said = "";
        while (true) {
            try {
                return step.get();
            } catch (CertsException e) {
                boolean late = !terminal.clock().instant().isBefore(end);
                if (e.reason() != Reason.WRONG_ORDER || late || !rest()) {
                    throw e;
                }
                String now = "waiting: " + e.getMessage();
                if (!now.equals(said)) {
                    terminal.err().println(now);
                    said = now;
                }
            }
        }
    }

    private static boolean rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
