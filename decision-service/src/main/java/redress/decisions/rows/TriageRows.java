package redress.decisions.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        List<String> texts,
        List<String> flags,
        boolean[][] answers,
        List<String> categories) {
    public TriageRows {
        ids = List.copyOf(ids);
        texts = List.copyOf(texts);
        flags = List.copyOf(flags);
        categories = List.copyOf(categories);
    }

    public int size() {
        return texts.size();
    }

    /// Reads a whole table; an empty one is refused.
    public static TriageRows read(Table table, TriageMap map) {
        Map<String, Integer> flags = map.flagColumns(table.header());
        int id = table.header().position(map.id());
        int[] text = map.text().stream().mapToInt(table.header()::position).toArray();
        Optional<Integer> category = map.category().map(table.header()::position);
        List<String> ids = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<boolean[]> answers = new ArrayList<>();
        List<String> categories = new ArrayList<>();
        for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
            Row one = row.get();
            ids.add(one.text(id));
            texts.add(
                    java.util.Arrays.stream(text)
                            .mapToObj(one::text)
                            .collect(Collectors.joining(" ")));
            answers.add(answers(one, flags));
            category.ifPresent(column -> categories.add(one.text(column)));
        }
        if (texts.isEmpty()) {
            throw new BadInput(
                    Reason.TOO_LITTLE_DATA, table.header().table() + ": no rows below the header");
        }
        return new TriageRows(
                ids, texts, List.copyOf(flags.keySet()), byFlag(answers, flags.size()), categories);
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
}
