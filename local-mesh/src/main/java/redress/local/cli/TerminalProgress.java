package redress.local.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import redress.local.process.Progress;

/// One line per part. On a terminal the line counts the seconds; into a file only what is final is
/// written.
final class TerminalProgress implements Progress {
    private final PrintWriter out;
    private final boolean terminal;

    TerminalProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static boolean isTerminal() {
        return terminal().isPresent();
    }

    static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /// Whether the person at the terminal types yes; no without a terminal.
    static boolean confirmed(PrintWriter out) {
        out.print("Type yes to go on: ");
        out.flush();
        return terminal()
                .map(Console::readLine)
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).equals("yes"))
                .isPresent();
    }

    @Override
    public void begins(String part) {
        passing(part, "starting", "");
    }

    @Override
    public void step(String part, String what) {
        if (terminal) {
            passing(part, what, "");
        } else {
            line(part, what, "", "");
        }
    }

    @Override
    public void waits(String part, Duration elapsed) {
        passing(part, "starting", seconds(elapsed));
    }

    @Override
    public void ready(String part, String address, Duration elapsed) {
        line(part, "ready", seconds(elapsed), address);
    }

    @Override
    public void alreadyRuns(String part, String address) {
        line(part, "already runs", "", address);
    }

    @Override
    public void failed(String part) {
        line(part, "FAILED", "", "");
    }

    @Override
    public void stopped(String part, Duration elapsed) {
        line(part, "stopped", seconds(elapsed), "");
    }

    private void passing(String part, String what, String elapsed) {
        if (terminal) {
            out.print("\r\033[K" + columns(part, what, elapsed, ""));
            out.flush();
        }
    }

    private void line(String part, String what, String elapsed, String address) {
        out.println((terminal ? "\r\033[K" : "") + columns(part, what, elapsed, address));
        out.flush();
    }

    private static String columns(String part, String what, String elapsed, String address) {
        return "  %-18s %-24s %8s  %s".formatted(part, what, elapsed, address).stripTrailing();
    }

    private static String seconds(Duration elapsed) {
        return String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1000.0);
    }
}
