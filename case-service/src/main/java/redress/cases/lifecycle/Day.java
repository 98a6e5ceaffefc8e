package redress.cases.lifecycle;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import redress.mesh.access.Refusal;

/// Days as the contract writes them (ISO 8601). Its patterns let through what no calendar has, such
/// as 31 February.
public final class Day {
    private Day() {}

    /// Makes sure that a text is a day, or empty.
    ///
    /// @throws Refusal with INVALID_REQUEST
    public static void require(String field, String text) {
        try {
            if (!text.isEmpty()) {
                var _ = LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(field, "no day of the calendar (expected: YYYY-MM-DD)");
        }
    }
}
