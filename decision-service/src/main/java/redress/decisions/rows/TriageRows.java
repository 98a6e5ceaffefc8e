package redress.decisions.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.maps.TriageMap;
import redress.decisions.tables.Row;
import redress.decisions.tables.Table;

/// A table of grievances as a map reads it: one text, id and category per row, and one answer per
/// flag and row.
///
/// `answers` is indexed flag, then row, in the order of `flags`; `categories` is empty when the map
/// has none.
@SuppressWarnings("ArrayRecordComponent") // large and read only
public record TriageRows(
        List<String> ids,
        List<Grievance> grievances,
        List<String> flags,
        boolean[][] answers,
        List<String> categories,
        List<Grouping> groupings) {
    public TriageRows {
        groupings = List.copyOf(groupings);
        ids = List.copyOf(ids);
        grievances = List.copyOf(grievances);
        flags = List.copyOf(flags);
        categories = List.copyOf(categories);
    }

    public int size() {
        return grievances.size();
    }

    /// Reads a whole table; an empty one is refused.
    public static TriageRows read(Table table, TriageMap map) {
        Map<String, Integer> flags = map.flagColumns(table.header());
        int id = table.header().position(map.id());
        Map<String, Integer> context = new TreeMap<>();
        map.context().forEach(column -> context.put(column, table.header().position(column)));
        int[] text = map.text().stream().mapToInt(table.header()::position).toArray();
        Optional<Integer> category = map.category().map(table.header()::position);
        List<String> ids = new ArrayList<>();
        List<Grievance> texts = new ArrayList<>();
        List<boolean[]> answers = new ArrayList<>();
        List<String> categories = new ArrayList<>();
        GroupReader groups = new GroupReader(map, table.header());
        for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
            Row one = row.get();
            ids.add(one.text(id));
            groups.read(one);
            texts.add(
                    new Grievance(
                            Arrays.stream(text)
                                    .mapToObj(one::text)
                                    .collect(Collectors.joining(" ")),
                            values(one, context)));
            answers.add(answers(one, flags));
            category.ifPresent(column -> categories.add(one.text(column)));
        }
        if (texts.isEmpty()) {
            throw new BadInput(
                    Reason.TOO_LITTLE_DATA, table.header().table() + ": no rows below the header");
        }
        return new TriageRows(
                ids,
                texts,
                List.copyOf(flags.keySet()),
                byFlag(answers, flags.size()),
                categories,
                groups.groupings());
    }

    private static Map<String, String> values(Row row, Map<String, Integer> columns) {
        Map<String, String> values = new TreeMap<>();
        columns.forEach((column, position) -> values.put(column, row.text(position)));
        return values;
    }

    private static boolean[] answers(Row row, Map<String, Integer> flags) {
        boolean[] answers = new boolean[flags.size()];
        int at = 0;
        for (int column : flags.values()) {
            answers[at++] = row.yes(column);
        }
        return answers;
    }

    private static boolean[][] byFlag(List<boolean[]> byRow, int flags) {
        boolean[][] byFlag = new boolean[flags][byRow.size()];
        for (int row = 0; row < byRow.size(); row++) {
            for (int flag = 0; flag < flags; flag++) {
                byFlag[flag][row] = byRow.get(row)[flag];
            }
        }
        return byFlag;
    }

    /// A text and where it comes from.
    public record Grievance(String text, Map<String, String> context) {
        public Grievance {
            context = Map.copyOf(context);
        }
    }
}
