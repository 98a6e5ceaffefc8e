package redress.decisions.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import redress.decisions.cards.Subject;
import redress.decisions.maps.PriorityMap;
import redress.decisions.maps.TriageMap;
import redress.decisions.priority.Fact;
import redress.decisions.rows.PriorityRows;
import redress.decisions.rows.TriageRows;
import redress.decisions.rows.TriageRows.Grievance;

/// What the cards say of a table and of the facts that were taken from it.
final class Subjects {
    private Subjects() {}

    static Subject of(PriorityRows rows, PriorityMap map, List<Fact> facts, int heldBack) {
        Map<String, Double> known = new TreeMap<>();
        for (int column = 0; column < rows.columns().size(); column++) {
            int at = column;
            known.put(
                    rows.columns().get(column),
                    share(rows.size(), row -> !Double.isNaN(rows.values()[row][at])));
        }
        return new Subject(
                map.about(),
                facts.stream().map(Fact::label).toList(),
                map.protectedColumns().patterns(),
                known,
                Map.of(
                        map.target() + " " + map.positive(),
                        share(rows.size(), row -> rows.answers()[row])),
                rows.groupings(),
                heldBack
                        + " rows held back from training; the model kept is then trained on all"
                        + " rows by the same recipe",
                List.of(
                        "Coverage is flattered: the ranges of facts come from all rows.",
                        "A fact that is not known is treated as such, never as 0."));
    }

    static Subject of(TriageRows rows, TriageMap map, int terms) {
        List<String> facts = new ArrayList<>();
        facts.add(terms + " words and pairs of words of " + String.join(", ", map.text()));
        map.context().forEach(column -> facts.add("the value of " + column));
        return new Subject(
                map.about(),
                facts,
                map.protectedColumns().patterns(),
                known(rows, map),
                answers(rows),
                rows.groupings(),
                "all rows, each by a model that had learnt from the other two thirds; the model"
                        + " kept is then trained on all rows by the same recipe",
                List.of(
                        "Coverage is flattered: the known words come from all rows.",
                        "The written floor rules are not part of the figures.",
                        "Flags are compared between groups, categories are not."));
    }

    private static Map<String, Double> known(TriageRows rows, TriageMap map) {
        List<Grievance> texts = rows.grievances();
        Map<String, Double> known = new TreeMap<>();
        known.put("text", share(rows.size(), row -> !texts.get(row).text().isBlank()));
        map.context()
                .forEach(
                        column ->
                                known.put(
                                        column,
                                        share(
                                                rows.size(),
                                                row ->
                                                        !texts.get(row)
                                                                .context()
                                                                .getOrDefault(column, "")
                                                                .isBlank())));
        return known;
    }

    private static Map<String, Double> answers(TriageRows rows) {
        Map<String, Double> answers = new TreeMap<>();
        for (int flag = 0; flag < rows.flags().size(); flag++) {
            boolean[] yes = rows.answers()[flag];
            answers.put(rows.flags().get(flag), share(rows.size(), row -> yes[row]));
        }
        rows.categories().stream()
                .distinct()
                .forEach(
                        name ->
                                answers.put(
                                        "category " + name,
                                        share(
                                                rows.size(),
                                                row -> rows.categories().get(row).equals(name))));
        return answers;
    }

    private static double share(int rows, IntPredicate holds) {
        return IntStream.range(0, rows).filter(holds).count() / (double) rows;
    }
}
