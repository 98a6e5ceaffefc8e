package redress.grievances.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkingTimeTest {
    private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final WorkingTime PLAIN =
            new WorkingTime(ZoneOffset.UTC, WEEK, Set.of(), Set.of());

    @Test
    void aDayThatBeginsOnFridayEndsOnMonday() {
        assertThat(PLAIN.after(at("2026-11-27T15:00:00Z"), Duration.ofHours(24)))
                .isEqualTo(at("2026-11-30T15:00:00Z"));
    }

    @Test
    void whatArrivesOnASundayBeginsOnMonday() {
        assertThat(PLAIN.after(at("2026-11-29T12:00:00Z"), Duration.ofHours(24)))
                .isEqualTo(at("2026-12-01T00:00:00Z"));
    }

    @Test
    void holidaysAreLeftOutThisYearOrEveryYear() {
        var time =
                new WorkingTime(
                        ZoneOffset.UTC,
                        WEEK,
                        Set.of(LocalDate.parse("2026-12-24")),
                        Set.of(MonthDay.parse("--12-25")));
        assertThat(time.after(at("2026-12-23T10:00:00Z"), Duration.ofHours(24)))
                .isEqualTo(at("2026-12-28T10:00:00Z"));
        assertThat(time.after(at("2028-12-22T10:00:00Z"), Duration.ofHours(24)))
                .isEqualTo(at("2028-12-26T10:00:00Z"));
    }

    @Test
    void theMidnightsOfTheZonePartTheDays() {
        var bogota = new WorkingTime(ZoneId.of("America/Bogota"), WEEK, Set.of(), Set.of());
        assertThat(bogota.after(at("2026-11-28T04:00:00Z"), Duration.ofHours(2)))
                .isEqualTo(at("2026-11-30T06:00:00Z"));
    }

    @Test
    void daysOnWhichTheClocksChangeAreAsLongAsTheyAre() {
        var everyDay =
                new WorkingTime(
                        ZoneId.of("Europe/Berlin"),
                        EnumSet.allOf(DayOfWeek.class),
                        Set.of(),
                        Set.of());
        Instant before = at("2027-03-27T12:00:00Z");
        assertThat(everyDay.after(before, Duration.ofDays(2)))
                .isEqualTo(before.plus(Duration.ofDays(2)));
    }

    @Test
    void whatIsAddedIsWhatPasses() {
        var random = new Random(5);
        var time =
                new WorkingTime(
                        ZoneId.of("Europe/Berlin"),
                        WEEK,
                        Set.of(),
                        Set.of(MonthDay.parse("--12-25"), MonthDay.parse("--05-01")));
        for (int run = 0; run < 2000; run++) {
            Instant from = at("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(40_000_000));
            var length = Duration.ofSeconds(1 + random.nextInt(3_000_000));
            Instant end = time.after(from, length);
            assertThat(time.between(from, end)).isEqualTo(length);
            assertThat(time.between(end, from)).isEqualTo(Duration.ZERO);
        }
    }

    @Test
    void aCalendarWithoutWorkIsRefused() {
        assertThatThrownBy(() -> new WorkingTime(ZoneOffset.UTC, Set.of(), Set.of(), Set.of()))
                .hasMessageContaining("working_days");
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
