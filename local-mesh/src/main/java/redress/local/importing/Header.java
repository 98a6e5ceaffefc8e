package redress.local.importing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redress.local.call.NearestNames;

/// The columns of a file, in order; names are unique.
record Header(String file, List<String> columns) {
    Header {
        columns = List.copyOf(columns);
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(column)) {
                throw new BadInput(file + ": line 1: column " + column + " appears twice");
            }
        }
    }

    /// The position of a column that the map names.
    int position(String column) {
        int found = columns.indexOf(column);
        if (found < 0) {
            throw new BadInput(
                    "%s: line 1: no column %s (expected one of: %s)"
                            .formatted(file, column, nearest(column)));
        }
        return found;
    }

    private String nearest(String column) {
        String names = String.join(", ", new NearestNames(columns).to(column));
        return columns.size() > 3 ? names + ", … " + (columns.size() - 3) + " more" : names;
    }
}
