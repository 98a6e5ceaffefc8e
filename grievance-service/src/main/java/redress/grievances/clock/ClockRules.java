package redress.grievances.clock;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import redress.grievances.v1.ClockSettings;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.LimitSetting;
import redress.grievances.v1.Severity;
import redress.grievances.v1.WorkCalendar;

/// The calendars and limits of an installation.
public final class ClockRules {
    private static final double PERCENT = 100;

    private final List<Calendar> calendars;
    private final List<LimitSetting> limits;
    private final double atRiskShare;

    private record Calendar(String area, WorkingTime time) {}

    /// @throws IllegalArgumentException if there is no calendar for every area, or no limit for
    ///   every grievance, or a name is none
    public ClockRules(ClockSettings settings) {
        this.calendars =
                settings.getCalendarsList().stream()
                        .map(each -> new Calendar(each.getAreaCode(), time(each)))
                        .toList();
        this.limits = settings.getLimitsList();
        this.atRiskShare = settings.getAtRiskPercent() / PERCENT;
        if (calendars.stream().noneMatch(each -> each.area().isEmpty())) {
            throw new IllegalArgumentException(
                    "calendars: none for every area (expected: one without area_code)");
        }
        if (limits.stream().noneMatch(ClockRules::isForAll)) {
            throw new IllegalArgumentException(
                    "limits: none for every grievance (expected: one without category_code and"
                            + " severity)");
        }
    }

    /// The working time of an area: that of the calendar of the nearest area above it.
    WorkingTime time(String area) {
        return calendars.stream()
                .filter(each -> holds(each.area(), area, "-"))
                .max(Comparator.comparingInt(each -> each.area().length()))
                .map(Calendar::time)
                .orElseThrow();
    }

    /// How long a grievance may take: the limits of the nearest category above its own, among those
    /// the ones of its severity.
    Limit.Lengths lengths(GrievanceDetails details) {
        return limits.stream()
                .filter(each -> fits(each, details))
                .max(
                        Comparator.comparingInt(
                                        (LimitSetting each) -> each.getCategoryCode().length())
                                .thenComparingInt(each -> each.getSeverity().getNumber()))
                .map(
                        each ->
                                new Limit.Lengths(
                                        Duration.ofHours(each.getAcknowledgeHours()),
                                        Duration.ofDays(each.getResolveDays())))
                .orElseThrow();
    }

    /// After how much of a limit it is at risk.
    Duration atRiskAfter(Duration length) {
        return Duration.ofSeconds(Math.round(length.toSeconds() * atRiskShare));
    }

    private static boolean fits(LimitSetting limit, GrievanceDetails details) {
        return holds(limit.getCategoryCode(), details.getCategoryCode(), "/")
                && (limit.getSeverity() == Severity.SEVERITY_UNSPECIFIED
                        || limit.getSeverity() == details.getSeverity());
    }

    private static boolean isForAll(LimitSetting limit) {
        return limit.getCategoryCode().isEmpty()
                && limit.getSeverity() == Severity.SEVERITY_UNSPECIFIED;
    }

    private static boolean holds(String above, String below, String separator) {
        return above.isEmpty() || above.equals(below) || below.startsWith(above + separator);
    }

    private static WorkingTime time(WorkCalendar calendar) {
        return new WorkingTime(
                ZoneId.of(calendar.getTimeZone()),
                calendar.getWorkingDaysList().stream()
                        .map(day -> DayOfWeek.of(day.getNumber()))
                        .collect(Collectors.toSet()),
                calendar.getHolidaysList().stream()
                        .flatMap(day -> date(day).stream())
                        .collect(Collectors.toSet()),
                calendar.getHolidaysList().stream()
                        .filter(day -> date(day).isEmpty())
                        .map(MonthDay::parse)
                        .collect(Collectors.toSet()));
    }

    private static Optional<LocalDate> date(String holiday) {
        return holiday.startsWith("--") ? Optional.empty() : Optional.of(LocalDate.parse(holiday));
    }
}
