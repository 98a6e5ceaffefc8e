package redress.decisions.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A score taken apart: `bias + Σ reasons + others = score` within 1e-6, all in log-odds.
///
/// `subject` names the score explained (a flag, a category, or need). The reasons are the largest
/// shares, largest first; `others` is the sum of the rest.
public record Explanation(
        String subject, double bias, List<Reason> reasons, double others, double score) {
    private static final int MOST_REASONS = 5;
    private static final double ROUNDING = 1e-6;

    public Explanation {
        reasons = List.copyOf(reasons);
        double sum = bias + others;
        for (Reason reason : reasons) {
            sum += reason.contribution();
        }
        if (!(Math.abs(sum - score) <= ROUNDING)) {
            throw new IllegalArgumentException(
                    "reasons: sum " + sum + " (expected: " + score + ")");
        }
    }

    /// Keeps the five largest of all contributions; equal ones in alphabetical order, so that the
    /// answer is stable.
    public static Explanation of(String subject, double bias, List<Reason> all, double score) {
        List<Reason> sorted = new ArrayList<>(all);
        sorted.sort(
                Comparator.comparingDouble((Reason r) -> -Math.abs(r.contribution()))
                        .thenComparing(Reason::text));
        List<Reason> top = sorted.subList(0, Math.min(MOST_REASONS, sorted.size()));
        double others =
                sorted.subList(top.size(), sorted.size()).stream()
                        .mapToDouble(Reason::contribution)
                        .sum();
        return new Explanation(subject, bias, top, others, score);
    }

    /// Nothing was scored.
    public static Explanation none(String subject) {
        return new Explanation(subject, 0, List.of(), 0, 0);
    }

    /// "raises" or "lowers".
    public static String verb(double contribution) {
        return contribution >= 0 ? "raises" : "lowers";
    }

    /// A number as people write it: no exponent, at most four decimals.
    public static String plain(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
