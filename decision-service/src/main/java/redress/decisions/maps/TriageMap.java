package redress.decisions.maps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import redress.decisions.models.Kind;
import redress.decisions.tables.Header;

/// The columns of a table of grievances: texts (joined by a blank), flags (1 or 0) by name, and a
/// category.
///
/// `context` names columns that say where a text comes from (a form's question, a channel): each
/// value counts as one word before the text. Never name a column there that tells people apart.
///
/// `flagsMatching` is a pattern such as `label_*`: every column it matches is a flag named after
/// what the star stands for, unless `flags` or `category` already uses that column. An empty
/// `languages` means any.
public record TriageMap(
        String name,
        String id,
        List<String> text,
        List<String> context,
        Map<String, String> flags,
        Optional<String> flagsMatching,
        Optional<String> category,
        List<String> languages,
        ProtectedColumns protectedColumns,
        About about)
        implements ModelMap {
    public TriageMap {
        text = List.copyOf(text);
        context = List.copyOf(context);
        flags = new LinkedHashMap<>(flags);
        languages = List.copyOf(languages);
    }

    @Override
    public Kind kind() {
        return Kind.GRIEVANCE_TRIAGE;
    }

    /// The flags of a table: name to column position, in alphabetical order of names.
    public Map<String, Integer> flagColumns(Header header) {
        Map<String, Integer> found = new TreeMap<>();
        flagsMatching.ifPresent(
                pattern -> {
                    ColumnPattern columns = new ColumnPattern(pattern);
                    header.columns().stream()
                            .filter(column -> columns.matches(column) && isFree(column))
                            .forEach(
                                    column ->
                                            found.put(
                                                    columns.star(column), header.position(column)));
                });
        flags.forEach((flag, column) -> found.put(flag, header.position(column)));
        return found;
    }

    /// The same map without the answers that a table does not have, and without groups: for a table
    /// that came later.
    public TriageMap answeredIn(Header header) {
        Map<String, String> answered = new LinkedHashMap<>(flags);
        answered.values().removeIf(column -> !header.has(column));
        return new TriageMap(
                name,
                id,
                text,
                context,
                answered,
                flagsMatching,
                category.filter(header::has),
                languages,
                ProtectedColumns.NONE,
                about);
    }

    private boolean isFree(String column) {
        return !flags.containsValue(column)
                && !column.equals(id)
                && !text.contains(column)
                && !context.contains(column)
                && !category.equals(Optional.of(column));
    }
}
