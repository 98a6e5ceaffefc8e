package redress.decisions.fairness;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import redress.decisions.rows.Grouping;

/// Which groups are large enough to be shown.
///
/// A group under [#LEAST_ROWS] rows is withheld. While the withheld groups together are under that
/// number, the next larger one is withheld as well: otherwise subtraction would tell of a few
/// people.
public record Cells(Map<String, Integer> shown, List<String> withheld, int withoutGroup) {
    /// Under this number of rows nothing is shown.
    public static final int LEAST_ROWS = 30;

    /// More different values than this are not groups but a number or a name.
    public static final int MOST_GROUPS = 20;

    public Cells {
        shown = new TreeMap<>(shown);
        withheld = List.copyOf(withheld);
    }

    public static Cells of(Grouping grouping) {
        Map<String, Integer> sizes = new TreeMap<>();
        grouping.labels().forEach(label -> sizes.merge(label, 1, Integer::sum));
        Integer without = sizes.remove("");
        TreeSet<String> withheld = new TreeSet<>();
        int hidden = 0;
        for (String group : bySize(sizes)) {
            int size = sizes.getOrDefault(group, 0);
            if (size < LEAST_ROWS || (hidden > 0 && hidden < LEAST_ROWS)) {
                withheld.add(group);
                hidden += size;
            }
        }
        sizes.keySet().removeAll(withheld);
        return new Cells(sizes, List.copyOf(withheld), without == null ? 0 : without);
    }

    private static List<String> bySize(Map<String, Integer> sizes) {
        return sizes.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The largest group, to which the others are compared; the first by name among equals.
    String largest() {
        return shown.entrySet().stream()
                .max(
                        Map.Entry.<String, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /// Why groups cannot be compared; empty when they can.
    public String obstacle() {
        int values = shown.size() + withheld.size();
        if (values > MOST_GROUPS) {
            return values + " different values (expected: at most " + MOST_GROUPS + ")";
        }
        return shown.size() < 2 ? "fewer than two groups of " + LEAST_ROWS + " rows or more" : "";
    }
}
