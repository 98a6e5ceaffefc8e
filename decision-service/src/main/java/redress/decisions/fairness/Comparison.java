package redress.decisions.fairness;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import redress.decisions.rows.Grouping;

/// One outcome compared between the groups of one attribute.
///
/// `withheld` names groups that are too small to show; `obstacle` says why nothing is compared and
/// is empty otherwise. The figures describe these rows and this threshold: they do not say why
/// groups differ.
public record Comparison(
        String attribute,
        String outcome,
        int rows,
        int withoutGroup,
        List<String> withheld,
        String obstacle,
        String reference,
        List<GroupFigures> groups) {
    public Comparison {
        withheld = List.copyOf(withheld);
        groups = List.copyOf(groups);
    }

    /// Compares by every attribute; the groupings and the outcome have the same rows.
    public static List<Comparison> all(List<Grouping> groupings, Outcome outcome) {
        return groupings.stream().map(one -> of(one, outcome)).toList();
    }

    public static Comparison of(Grouping grouping, Outcome outcome) {
        Cells cells = Cells.of(grouping);
        boolean comparable = cells.obstacle().isEmpty();
        return new Comparison(
                grouping.attribute(),
                outcome.name(),
                grouping.labels().size(),
                cells.withoutGroup(),
                comparable ? cells.withheld() : List.of(),
                cells.obstacle(),
                comparable ? cells.largest() : "",
                comparable ? figures(grouping, outcome, cells) : List.of());
    }

    private static List<GroupFigures> figures(Grouping grouping, Outcome outcome, Cells cells) {
        GroupFigures reference = figures(cells.largest(), grouping, outcome);
        return cells.shown().keySet().stream()
                .map(
                        group ->
                                group.equals(cells.largest())
                                        ? reference
                                        : figures(group, grouping, outcome).against(reference))
                .toList();
    }

    private static GroupFigures figures(String group, Grouping grouping, Outcome outcome) {
        int[] rows =
                IntStream.range(0, grouping.labels().size())
                        .filter(row -> grouping.labels().get(row).equals(group))
                        .toArray();
        int[] yes = Arrays.stream(rows).filter(row -> outcome.answers()[row]).toArray();
        int[] no = Arrays.stream(rows).filter(row -> !outcome.answers()[row]).toArray();
        Map<Measure, Estimate> figures = new EnumMap<>(Measure.class);
        putShare(figures, Measure.ANSWERED_YES, rows, row -> outcome.answers()[row]);
        putShare(figures, Measure.RAISED, rows, outcome::isRaised);
        putShare(figures, Measure.FOUND, yes, outcome::isRaised);
        putShare(figures, Measure.WRONGLY_RAISED, no, outcome::isRaised);
        figures.put(
                Measure.OVERESTIMATED, Estimate.mean(rows.length, i -> outcome.excess(rows[i])));
        return new GroupFigures(group, rows.length, figures, Map.of());
    }

    private static void putShare(
            Map<Measure, Estimate> into, Measure measure, int[] rows, IntPredicate hit) {
        if (rows.length >= Cells.LEAST_ROWS) {
            int hits = (int) Arrays.stream(rows).filter(hit).count();
            into.put(measure, Estimate.share(hits, rows.length));
        }
    }
}
