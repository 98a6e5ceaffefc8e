package redress.local.importing;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/// The details of one row while they are filled; not thread safe.
final class RowDraft {
    private final Row row;
    private final Message.Builder details;
    private final List<String> faults = new ArrayList<>();
    private int shortened;

    RowDraft(Row row, Message.Builder details) {
        this.row = row;
        this.details = details;
    }

    Message.Builder details() {
        return details;
    }

    String text(int position) {
        return row.fields().get(position);
    }

    List<String> faults() {
        return faults;
    }

    void fault(String column, String expected) {
        faults.add("column %s: not usable (expected: %s)".formatted(column, expected));
    }

    /// The text, cut after so many code points.
    String cut(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        shortened++;
        return text.substring(0, text.offsetByCodePoints(0, longest));
    }

    int shortened() {
        return shortened;
    }
}
