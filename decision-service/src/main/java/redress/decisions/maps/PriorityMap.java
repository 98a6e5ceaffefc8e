package redress.decisions.maps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.models.Kind;
import redress.decisions.tables.Header;

/// The columns of a table of households: an answer and the facts it may be learnt from.
///
/// Facts are an allow-list (`include`, minus `exclude`). Answers (`target_*`, `label_*`, the
/// target), the id and the columns marked as protected are refused as facts: exclude them by name
/// if a pattern of `include` catches them.
public record PriorityMap(
        String name,
        String id,
        String target,
        Positive positive,
        List<String> include,
        List<String> exclude,
        ProtectedColumns protectedColumns,
        Map<String, String> labels,
        Algorithm algorithm,
        About about)
        implements ModelMap {
    private static final List<String> ANSWERS = List.of("target_*", "label_*");

    public PriorityMap {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        labels = Map.copyOf(labels);
    }

    @Override
    public Kind kind() {
        return Kind.CASE_PRIORITY;
    }

    /// The columns that are facts, in the order of the table.
    public List<String> features(Header header) {
        List<String> found = new ArrayList<>();
        for (String column : header.columns()) {
            if (matches(include, column) && !matches(exclude, column)) {
                refuseAnswers(header, column);
                found.add(column);
            }
        }
        refuseUnused(header);
        return found;
    }

    private void refuseAnswers(Header header, String column) {
        if (matches(ANSWERS, column) || column.equals(target)) {
            throw refused(header, column, "it is an answer, not a fact");
        }
        if (protectedColumns.covers(column)) {
            throw refused(header, column, "the map marks it as protected");
        }
        if (column.equals(id)) {
            throw refused(header, column, "it tells people apart");
        }
    }

    private static BadInput refused(Header header, String column, String why) {
        return new BadInput(
                Reason.REFUSED_FEATURE,
                header.table()
                        + ": column "
                        + column
                        + " cannot be a feature: "
                        + why
                        + " (list it under exclude)");
    }

    private void refuseUnused(Header header) {
        for (String pattern : include) {
            if (header.columns().stream().noneMatch(new ColumnPattern(pattern)::matches)) {
                throw new BadInput(
                        Reason.UNKNOWN_COLUMN,
                        header.table() + ": line 1: no column matches include " + pattern);
            }
        }
    }

    private static boolean matches(List<String> patterns, String column) {
        return patterns.stream().anyMatch(pattern -> new ColumnPattern(pattern).matches(column));
    }

    /// The same map without groups: for a table whose facts are chosen already.
    public PriorityMap withoutGroups() {
        return new PriorityMap(
                name,
                id,
                target,
                positive,
                include,
                exclude,
                ProtectedColumns.NONE,
                labels,
                algorithm,
                about);
    }

    /// How a fact is called in reasons: its label with the column in brackets, or the column.
    public String label(String column) {
        String label = labels.get(column);
        return label == null ? column : label + " (" + column + ")";
    }
}
