package redress.decisions.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.maps.PriorityMap;
import redress.decisions.tables.Row;
import redress.decisions.tables.Table;

/// A table of households as a map reads it: `values` is indexed row, then column; `NaN` is "not
/// known".
@SuppressWarnings("ArrayRecordComponent") // large and read only
public record PriorityRows(
        List<String> ids,
        List<String> columns,
        double[][] values,
        boolean[] answers,
        List<Grouping> groupings) {
    public PriorityRows {
        groupings = List.copyOf(groupings);
        ids = List.copyOf(ids);
        columns = List.copyOf(columns);
    }

    public int size() {
        return ids.size();
    }

    public boolean isAnswered() {
        return answers.length == size();
    }

    /// Reads the columns that the map allows as facts; an empty table is refused.
    public static PriorityRows read(Table table, PriorityMap map) {
        return read(table, map, map.features(table.header()));
    }

    /// Reads the given columns as facts, in that order: what a trained model asks for.
    public static PriorityRows read(Table table, PriorityMap map, List<String> columns) {
        var _ = table.header().position(map.target());
        return readRows(table, map, columns);
    }

    /// The same of a table that may be without answers (there are none then) and without groups.
    public static PriorityRows readLater(Table table, PriorityMap map, List<String> columns) {
        return readRows(table, map.withoutGroups(), columns);
    }

    private static PriorityRows readRows(Table table, PriorityMap map, List<String> columns) {
        int id = table.header().position(map.id());
        boolean answered = table.header().has(map.target());
        int target = answered ? table.header().position(map.target()) : id;
        int[] places = columns.stream().mapToInt(table.header()::position).toArray();
        List<String> ids = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        List<Boolean> answers = new ArrayList<>();
        GroupReader groups = new GroupReader(map, table.header());
        for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
            Row one = row.get();
            ids.add(one.text(id));
            groups.read(one);
            values.add(Arrays.stream(places).mapToDouble(one::number).toArray());
            if (answered) {
                answers.add(map.positive().holds(one, target));
            }
        }
        if (ids.isEmpty()) {
            throw new BadInput(
                    Reason.TOO_LITTLE_DATA, table.header().table() + ": no rows below the header");
        }
        boolean[] flat = new boolean[answers.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = answers.get(i);
        }
        return new PriorityRows(
                ids, columns, values.toArray(double[][]::new), flat, groups.groupings());
    }
}
