package redress.decisions.tables;

import de.siegmar.fastcsv.reader.CsvRecord;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;

/// One row of a table. A value that cannot be used is an error naming file, line and column, never
/// the value itself.
public final class Row {
    private final Header header;
    private final CsvRecord record;

    Row(Header header, CsvRecord record) {
        this.header = header;
        this.record = record;
    }

    /// The text at a position, exactly as written; "NA" and "None" are texts like any other.
    public String text(int position) {
        return record.getField(position);
    }

    /// The number at a position; an empty field is `NaN`, which means "not known".
    public double number(int position) {
        String text = record.getField(position).strip();
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(position, "a finite number or nothing");
        }
        throw wrong(position, "a finite number or nothing");
    }

    /// A yes or no at a position, written as 1 or 0.
    public boolean yes(int position) {
        return switch (record.getField(position).strip()) {
            case "1", "1.0" -> true;
            case "0", "0.0" -> false;
            default -> throw wrong(position, "0 or 1");
        };
    }

    private BadInput wrong(int position, String expected) {
        return new BadInput(
                Reason.BAD_VALUE,
                header.table()
                        + ": line "
                        + record.getStartingLineNumber()
                        + ": column "
                        + header.columns().get(position)
                        + ": not usable (expected: "
                        + expected
                        + ")");
    }
}
