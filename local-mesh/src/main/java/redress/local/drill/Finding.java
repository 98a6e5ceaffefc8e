package redress.local.drill;

import java.util.Locale;

/// One thing that the drill set out to show.
///
/// @param good whether it showed
/// @param detail in figures
public record Finding(String what, boolean good, String detail) {
    /// So many of so many.
    static Finding all(String what, int proven, int wanted) {
        return new Finding(what, proven == wanted, "%d of %d".formatted(proven, wanted));
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
