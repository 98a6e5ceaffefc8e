package redress.local.importing;

import java.util.List;

/// Columns of numbers that become the facts of a case: an allow-list (`include`, minus `exclude`),
/// in which one `*` stands for any text.
///
/// @param prefix put before the column's name to name the fact; may be empty
public record FactColumns(List<String> include, List<String> exclude, String prefix) {
    private static final List<String> ANSWERS = List.of("target_*", "label_*");

    public FactColumns {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /// The columns that are facts, in the order of the file.
    ///
    /// @throws BadInput if a pattern finds none, or finds an answer (`target_*`, `label_*`)
    List<String> in(Header header) {
        for (String pattern : include) {
            if (header.columns().stream().noneMatch(column -> matches(pattern, column))) {
                throw new BadInput(
                        header.file() + ": line 1: no column matches include " + pattern);
            }
        }
        return header.columns().stream()
                .filter(column -> any(include, column) && !any(exclude, column))
                .map(column -> noAnswer(header, column))
                .toList();
    }

    private static String noAnswer(Header header, String column) {
        if (any(ANSWERS, column)) {
            throw new BadInput(
                    header.file()
                            + ": column "
                            + column
                            + " cannot be a fact: it is an answer (list it under exclude)");
        }
        return column;
    }

    private static boolean any(List<String> patterns, String column) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, column));
    }

    private static boolean matches(String pattern, String column) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(column);
        }
        return column.length() >= pattern.length() - 1
                && column.startsWith(pattern.substring(0, star))
                && column.endsWith(pattern.substring(star + 1));
    }
}
