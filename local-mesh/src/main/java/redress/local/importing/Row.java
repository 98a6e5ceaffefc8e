package redress.local.importing;

import java.util.List;

/// One row of a file.
///
/// @param number counts rows after the header, from 1
/// @param line where it begins in the file
record Row(long number, long line, List<String> fields) {
    Row {
        fields = List.copyOf(fields);
    }

    /// Only where it stands: a row's content belongs in no message.
    @Override
    public String toString() {
        return "row " + number + ", line " + line;
    }
}
