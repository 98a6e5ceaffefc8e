package redress.decisions.rows;

import java.util.ArrayList;
import java.util.List;
import redress.decisions.maps.GroupColumn;
import redress.decisions.maps.ModelMap;
import redress.decisions.tables.Header;
import redress.decisions.tables.Row;

/// Notes the groups of each row while a table is read.
final class GroupReader {
    private final List<GroupColumn> columns;
    private final List<Integer> positions;
    private final List<List<String>> labels = new ArrayList<>();

    GroupReader(ModelMap map, Header header) {
        columns = map.groupColumns(header);
        positions = columns.stream().map(one -> header.position(one.column())).toList();
        columns.forEach(one -> labels.add(new ArrayList<>()));
    }

    void read(Row row) {
        for (int i = 0; i < columns.size(); i++) {
            labels.get(i).add(columns.get(i).group(row, positions.get(i)));
        }
    }

    List<Grouping> groupings() {
        List<Grouping> found = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            found.add(new Grouping(columns.get(i).name(), labels.get(i)));
        }
        return found;
    }
}
