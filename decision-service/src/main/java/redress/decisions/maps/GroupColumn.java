package redress.decisions.maps;

import java.util.List;
import java.util.regex.Pattern;
import redress.decisions.tables.Row;

/// A column read as groups of people, for reports only: each value is a group, or, when there are
/// bands, each band of a number.
public record GroupColumn(String name, String column, List<Band> bands) {
    /// Would break the tables in which groups are printed.
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}|]");

    public GroupColumn {
        bands = List.copyOf(bands);
    }

    /// The group of a row; empty when the field is, or when the number lies below every band.
    public String group(Row row, int position) {
        if (bands.isEmpty()) {
            return UNPRINTABLE.matcher(row.text(position)).replaceAll(" ").strip();
        }
        double value = row.number(position);
        String found = "";
        for (Band band : bands) {
            found = value >= band.from() ? band.label() : found;
        }
        return found;
    }

    /// A group that begins at a number and ends where the next one begins.
    public record Band(String label, double from) {}
}
