package redress.decisions.maps;

import java.util.ArrayList;
import java.util.List;
import redress.decisions.tables.Header;

/// The columns that a model must never learn from, and how people are put into groups to see how it
/// treats them.
///
/// A protected column that no group names is a group column by its values. A group may also name a
/// column that is a feature (urban or rural): groups are read for reports only.
public record ProtectedColumns(List<String> patterns, List<GroupColumn> groups) {
    /// Nothing protected, nothing grouped.
    static final ProtectedColumns NONE = new ProtectedColumns(List.of(), List.of());

    public ProtectedColumns {
        patterns = List.copyOf(patterns);
        groups = List.copyOf(groups);
    }

    public boolean covers(String column) {
        return patterns.stream().anyMatch(pattern -> new ColumnPattern(pattern).matches(column));
    }

    /// The group columns of a table; a named one that is missing is an error.
    List<GroupColumn> in(Header header) {
        List<GroupColumn> found = new ArrayList<>(groups);
        groups.forEach(group -> header.position(group.column()));
        header.columns().stream()
                .filter(column -> covers(column) && !isNamed(column))
                .forEach(column -> found.add(new GroupColumn(column, column, List.of())));
        return found;
    }

    private boolean isNamed(String column) {
        return groups.stream().anyMatch(group -> group.column().equals(column));
    }
}
