package redress.decisions.cards;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Markdown, line by line.
final class Page {
    private final StringBuilder text = new StringBuilder();

    Page(String title) {
        text.append("# ").append(title).append('\n');
    }

    Page section(String title) {
        text.append("\n## ").append(title).append("\n\n");
        return this;
    }

    Page line(String line) {
        text.append(line).append('\n');
        return this;
    }

    Page list(List<String> items) {
        items.forEach(item -> line("- " + item));
        return this;
    }

    <T> Page table(String key, String value, Map<String, T> rows, Function<T, String> cell) {
        line("| " + key + " | " + value + " |");
        line("|---|---:|");
        rows.forEach((name, one) -> line("| " + name + " | " + cell.apply(one) + " |"));
        return this;
    }

    static String figure(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    String text() {
        return text.toString();
    }
}
