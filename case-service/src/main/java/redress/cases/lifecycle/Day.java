package redress.cases.lifecycle;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import redress.mesh.access.Refusal;

/// Days as the contract writes them (ISO 8601). Its patterns let through what no calendar has, such
/// as 31 February.
public final class Day {
    private Day() {}

    /// Makes sure that a text is a day, or empty.
    ///
    /// @throws Refusal with INVALID_REQUEST
    public static void require(String field, String text) {
        if (!text.isEmpty() && parse(text).isEmpty()) {
            throw Refusal.invalid(field, "no day of the calendar (expected: YYYY-MM-DD)");
        }
    }

    /// The day; none if the text is empty, or no day.
    public static Optional<LocalDate> parse(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
