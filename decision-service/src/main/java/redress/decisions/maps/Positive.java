package redress.decisions.maps;

import java.util.Optional;
import redress.decisions.tables.Row;

/// When the answer of a row is yes: its text is a given one, or its number is above a given one. A
/// number that is not known is a no.
public record Positive(String text, Optional<Double> above) {
    static Positive is(String text) {
        return new Positive(text, Optional.empty());
    }

    static Positive above(double number) {
        return new Positive("", Optional.of(number));
    }

    /// Whether the field at this position says yes.
    public boolean holds(Row row, int position) {
        return above.map(number -> row.number(position) > number)
                .orElseGet(() -> row.text(position).strip().equals(text));
    }

    /// The condition as it reads behind the name of a column.
    @Override
    public String toString() {
        return above.map(number -> "above " + number).orElse("= " + text);
    }
}
