package redress.decisions.fairness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A comparison as Markdown, which is also how the command prints it.
public final class ComparisonTable {
    private ComparisonTable() {}

    /// Two tables (figures, then gaps in points), what was left out, and the notes.
    public static List<String> lines(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("### " + comparison.attribute() + ": " + comparison.outcome());
        lines.add("");
        if (comparison.obstacle().isEmpty()) {
            lines.add(leftOut(comparison));
            lines.add("");
            lines.addAll(figures(comparison));
            lines.add("");
            lines.addAll(gaps(comparison));
            lines.add("");
        }
        PlainWords.of(comparison).forEach(note -> lines.add("- " + note));
        lines.add("");
        return lines;
    }

    private static String leftOut(Comparison comparison) {
        String withheld =
                comparison.withheld().isEmpty()
                        ? ""
                        : "; too small to show: " + String.join(", ", comparison.withheld());
        return comparison.rows()
                + " rows, "
                + comparison.withoutGroup()
                + " without a group"
                + withheld
                + ".";
    }

    private static List<String> figures(Comparison comparison) {
        List<String> lines = head("group | rows");
        comparison
                .groups()
                .forEach(
                        group ->
                                lines.add(
                                        row(
                                                group.group() + " | " + group.rows(),
                                                group.figures(),
                                                " %")));
        return lines;
    }

    private static List<String> gaps(Comparison comparison) {
        List<String> lines =
                head("gap to " + comparison.reference() + ", in points (* clear) | rows");
        comparison.groups().stream()
                .filter(group -> !group.gaps().isEmpty())
                .forEach(
                        group ->
                                lines.add(
                                        row(
                                                group.group() + " | " + group.rows(),
                                                group.gaps(),
                                                "")));
        return lines;
    }

    private static List<String> head(String first) {
        String names =
                Arrays.stream(Measure.values())
                        .map(Measure::label)
                        .collect(Collectors.joining(" | "));
        List<String> lines = new ArrayList<>();
        lines.add("| " + first + " | " + names + " |");
        lines.add("|---|---:|" + "---:|".repeat(Measure.values().length));
        return lines;
    }

    private static String row(String first, Map<Measure, Estimate> cells, String unit) {
        return Arrays.stream(Measure.values())
                .map(measure -> cell(cells.get(measure), unit))
                .collect(Collectors.joining(" | ", "| " + first + " | ", " |"));
    }

    private static String cell(@Nullable Estimate one, String unit) {
        if (one == null) {
            return "under " + Cells.LEAST_ROWS + " rows";
        }
        return String.format(
                Locale.ROOT,
                "%.1f%s (%.1f to %.1f)%s",
                100 * one.value(),
                unit,
                100 * one.low(),
                100 * one.high(),
                unit.isEmpty() && one.excludesZero() ? " *" : "");
    }
}
