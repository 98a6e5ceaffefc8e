package redress.decisions.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Every figure of a comparison, those nearest to alarm first.
public record Report(int rowsAtTraining, int rows, boolean alarm, List<Signal> signals) {
    private static final int MOST_QUIET = 10;

    public Report {
        signals = List.copyOf(signals);
    }

    Report(int rowsAtTraining, int rows, List<Signal> signals) {
        this(
                rowsAtTraining,
                rows,
                signals.stream().anyMatch(Signal::alarm),
                signals.stream()
                        .sorted(Comparator.comparingDouble(Signal::nearness).reversed())
                        .toList());
    }

    /// What a person reads: every alarm, and the nearest of the quiet ones.
    public List<String> lines() {
        long alarms = signals.stream().filter(Signal::alarm).count();
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s: %d of %d figures above their bounds, %d rows against %d at training",
                        alarm ? "ALARM" : "quiet",
                        alarms,
                        signals.size(),
                        rows,
                        rowsAtTraining));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  %-12s %-40s %-6s %8s %8s",
                        "part",
                        "name",
                        "figure",
                        "value",
                        "bound"));
        signals.stream().limit(alarms + MOST_QUIET).map(Report::line).forEach(lines::add);
        return lines;
    }

    private static String line(Signal one) {
        return String.format(
                Locale.ROOT,
                "%s %-12s %-40s %-6s %8.3f %8.3f",
                one.alarm() ? "!" : " ",
                one.part().word(),
                one.name(),
                one.measure().word(),
                one.value(),
                one.bound());
    }
}
