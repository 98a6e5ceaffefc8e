package redress.local.call;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The names that are most like one that does not exist.
///
/// @param known full names, such as `redress.cases.v1.CaseService/OpenCase`
public record NearestNames(Collection<String> known) {
    private static final int SHOWN = 3;

    public NearestNames {
        known = List.copyOf(known);
    }

    /// At most three, the most alike first. The part after the last slash counts most.
    public List<String> to(String wanted) {
        return known.stream()
                .sorted(
                        Comparator.<String>comparingInt(name -> distance(last(wanted), last(name)))
                                .thenComparingInt(name -> distance(wanted, name))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /// Letters to insert, delete or exchange (Levenshtein), whatever their case.
    private static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row = next(row, from.charAt(i - 1), to, i);
        }
        return row[to.length()];
    }

    private static int[] next(int[] above, char letter, String to, int first) {
        int[] row = new int[above.length];
        row[0] = first;
        for (int j = 1; j < row.length; j++) {
            int exchanged = above[j - 1] + (letter == to.charAt(j - 1) ? 0 : 1);
            row[j] = Math.min(exchanged, Math.min(above[j], row[j - 1]) + 1);
        }
        return row;
    }
}
