package redress.decisions.fairness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says in sentences what the gaps of a comparison mean: for each measure the widest gap below and
/// above the reference that is clear, which is one whose interval leaves out 0.
public final class PlainWords {
    /// What every reader of such figures must know.
    public static final List<String> GENERAL =
            List.of(
                    "A gap says that groups are treated differently, not why; groups may differ in"
                            + " what they need. Compare “raised” with “answer yes”.",
                    "A gap in “found” is the one that hurts: people who need help wait longer"
                            + " because of their group.",
                    "One interval in twenty misses the truth by chance, and many are shown here.",
                    "Leaving a column out of the facts does not make treatment equal: other facts"
                            + " may give it away.");

    private PlainWords() {}

    public static List<String> of(Comparison comparison) {
        if (!comparison.obstacle().isEmpty()) {
            return List.of("Not compared: " + comparison.obstacle() + ".");
        }
        List<String> notes = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            for (int sign : new int[] {-1, 1}) {
                widest(comparison, measure, sign)
                        .ifPresent(group -> notes.add(sentence(group, measure, comparison)));
            }
        }
        if (notes.isEmpty()) {
            notes.add("No gap is clear: with so few rows some may be hidden.");
        }
        return notes;
    }

    private static Optional<GroupFigures> widest(Comparison comparison, Measure measure, int sign) {
        return comparison.groups().stream()
                .filter(
                        group -> {
                            Estimate gap = group.gaps().get(measure);
                            return gap != null && gap.excludesZero() && sign * gap.value() > 0;
                        })
                .max(Comparator.comparingDouble(group -> Math.abs(gap(group, measure).value())));
    }

    private static Estimate gap(GroupFigures group, Measure measure) {
        return group.gaps().getOrDefault(measure, new Estimate(0, 0, 0));
    }

    private static String sentence(GroupFigures group, Measure measure, Comparison comparison) {
        Estimate gap = gap(group, measure);
        boolean less = gap.value() < 0;
        double least = Math.min(Math.abs(gap.low()), Math.abs(gap.high()));
        double most = Math.max(Math.abs(gap.low()), Math.abs(gap.high()));
        String points =
                String.format(
                        Locale.ROOT,
                        "%.1f points %s than for “%s” (%.1f to %.1f)",
                        100 * Math.abs(gap.value()),
                        less ? "lower" : "higher",
                        comparison.reference(),
                        100 * least,
                        100 * most);
        return opening(measure) + " for “" + group.group() + "” " + points + meaning(measure, less);
    }

    private static String opening(Measure measure) {
        return switch (measure) {
            case ANSWERED_YES -> "The share of answers yes is";
            case RAISED -> "The share that is raised is";
            case FOUND -> "Of those with the answer yes, the share that is raised is";
            case WRONGLY_RAISED -> "Of those with the answer no, the share that is raised is";
            case OVERESTIMATED -> "The probability, less the share of yes, is";
        };
    }

    private static String meaning(Measure measure, boolean less) {
        return switch (measure) {
            case ANSWERED_YES -> ": so the groups differ before any model speaks.";
            case RAISED -> ".";
            case FOUND -> less ? ": the model misses them more often." : ": it misses them less.";
            case WRONGLY_RAISED ->
                    less ? ": they are raised less without need." : ": more without need.";
            case OVERESTIMATED ->
                    less
                            ? ": the model judges them too low, beside the others."
                            : ": the model judges them too high, beside the others.";
        };
    }
}
