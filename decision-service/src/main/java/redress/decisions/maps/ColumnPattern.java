package redress.decisions.maps;

/// A column name in which one `*` stands for any text, for instance `P62*` or `*_cop`.
record ColumnPattern(String pattern) {
    boolean matches(String column) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(column);
        }
        return column.length() >= pattern.length() - 1
                && column.startsWith(pattern.substring(0, star))
                && column.endsWith(pattern.substring(star + 1));
    }

    /// What the star stands for in a column that matches; the whole name when there is no star.
    String star(String column) {
        int star = pattern.indexOf('*');
        return star < 0
                ? column
                : column.substring(star, column.length() - (pattern.length() - 1 - star));
    }
}
