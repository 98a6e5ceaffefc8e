package redress.decisions.tables;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;

/// The columns of a table, in order; names are unique.
public record Header(String table, List<String> columns, Map<String, Integer> positions) {
    public Header {
        columns = List.copyOf(columns);
        positions = Map.copyOf(positions);
    }

    /// Takes the names as they stand in the header row (a byte order mark is dropped).
    public Header(String table, List<String> names) {
        this(table, withoutMark(names), positions(table, withoutMark(names)));
    }

    public boolean has(String column) {
        return positions.containsKey(column);
    }

    /// The position of a column; one that is missing is an error naming the columns there are.
    public int position(String column) {
        Integer found = positions.get(column);
        if (found == null) {
            throw new BadInput(
                    Reason.UNKNOWN_COLUMN,
                    table
                            + ": line 1: no column "
                            + column
                            + " (expected one of: "
                            + shortList()
                            + ")");
        }
        return found;
    }

    private String shortList() {
        String some = String.join(", ", columns.subList(0, Math.min(12, columns.size())));
        return columns.size() > 12 ? some + ", … " + (columns.size() - 12) + " more" : some;
    }

    private static List<String> withoutMark(List<String> names) {
        return names.stream().map(n -> n.startsWith("\uFEFF") ? n.substring(1) : n).toList();
    }

    private static Map<String, Integer> positions(String table, List<String> names) {
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (found.put(names.get(i), i) != null) {
                throw new BadInput(
                        Reason.MALFORMED_TABLE,
                        table + ": line 1: column " + names.get(i) + " appears twice");
            }
        }
        return found;
    }
}
