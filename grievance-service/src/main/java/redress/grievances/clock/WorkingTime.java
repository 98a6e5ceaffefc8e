package redress.grievances.clock;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Set;

/// Time that passes on working days only, whole days long, as the clocks of one zone show them.
///
/// @param zone whose midnights part the days
/// @param days days of the week that are worked on
/// @param holidays days that are not
/// @param yearly holidays of every year
public record WorkingTime(
        ZoneId zone, Set<DayOfWeek> days, Set<LocalDate> holidays, Set<MonthDay> yearly) {
    public WorkingTime {
        days = Set.copyOf(days);
        holidays = Set.copyOf(holidays);
        yearly = Set.copyOf(yearly);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("working_days: none (expected: one at least)");
        }
    }

    /// When so much working time will have passed.
    ///
    /// @param length not negative
    public Instant after(Instant from, Duration length) {
        Instant at = from;
        Duration left = length;
        while (true) {
            LocalDate day = LocalDate.ofInstant(at, zone);
            Instant midnight = day.plusDays(1).atStartOfDay(zone).toInstant();
            if (isWorked(day)) {
                var today = Duration.between(at, midnight);
                if (left.compareTo(today) <= 0) {
                    return at.plus(left);
                }
                left = left.minus(today);
            }
            at = midnight;
        }
    }

    /// How much working time passes between two instants; nothing if the second one is earlier.
    public Duration between(Instant from, Instant to) {
        var sum = Duration.ZERO;
        Instant at = from;
        while (at.isBefore(to)) {
            LocalDate day = LocalDate.ofInstant(at, zone);
            Instant midnight = day.plusDays(1).atStartOfDay(zone).toInstant();
            Instant end = midnight.isBefore(to) ? midnight : to;
            if (isWorked(day)) {
                sum = sum.plus(Duration.between(at, end));
            }
            at = end;
        }
        return sum;
    }

    private boolean isWorked(LocalDate day) {
        return days.contains(day.getDayOfWeek())
                && !holidays.contains(day)
                && !yearly.contains(MonthDay.from(day));
    }
}
