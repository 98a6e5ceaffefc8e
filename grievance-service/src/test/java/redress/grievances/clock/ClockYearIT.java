package redress.grievances.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.grievances.lifecycle.Requests.about;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Role;
import redress.grievances.lifecycle.Requests;
import redress.grievances.lifecycle.TestUseCases;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ListGrievanceTimelineRequest;
import redress.grievances.v1.ProvideInformationRequest;
import redress.grievances.v1.ReopenGrievanceRequest;
import redress.grievances.v1.RequestInformationRequest;
import redress.grievances.v1.SlaStatus;
import redress.grievances.v1.WithdrawGrievanceRequest;
import redress.mesh.access.Caller;
import redress.timeline.v1.TimelineEntry;

/// A year in the life of the clock, six hours a step: three replicas, days of downtime, and people
/// who do as they like. A model that only counts steps says what must have happened.
class ClockYearIT {
    private static final long SEED = Long.getLong("redress.seed", new Random().nextLong());
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final Duration STEP = Duration.ofHours(6);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int YEAR = 365 * 4;
    private static final int DAY = 4;
    private static final int ACKNOWLEDGE = DAY;
    private static final int RESOLVE = 14 * DAY;
    private static final List<MonthDay> HOLIDAYS =
            Stream.of("--01-01", "--05-01", "--12-25").map(MonthDay::parse).toList();
    private static final ClockRules RULES =
            ConfiguredClock.parse(
                    ConfiguredClock.shipped()
                            .replace(
                                    "\"time_zone\"",
                                    "\"holidays\": [\"--01-01\", \"--05-01\", \"--12-25\"],"
                                            + " \"time_zone\""));

    private final Random random = new Random(SEED);
    private final TestClock time = new TestClock(START);
    private final TestUseCases use =
            new TestUseCases(POSTGRES.onOneConnection(time), TestUseCases.clock(RULES));
    private final List<RunClock> replicas =
            Stream.generate(() -> ClockIT.replica(POSTGRES.onOneConnection(time), RULES))
                    .limit(3)
                    .toList();
    private final List<Item> items = new ArrayList<>();

    /// What the model knows of a grievance: steps that its limits have run, and what was told.
    private static final class Item {
        Grievance known;
        boolean received = true;
        boolean waits;
        boolean ended;
        int endedSteps;
        final Count acknowledge = new Count(ACKNOWLEDGE);
        Count resolve = new Count(RESOLVE);
        int risks;
        int escalations;

        Item(Grievance known) {
            this.known = known;
        }

        void pass(boolean worked) {
            endedSteps++;
            if (worked && received && !ended) {
                acknowledge.steps++;
            }
            if (worked && !waits && !ended) {
                resolve.steps++;
            }
        }

        void look() {
            if (received && !ended) {
                look(acknowledge);
            }
            if (!waits && !ended) {
                look(resolve);
            }
        }

        private void look(Count count) {
            if (count.steps * 4 >= count.limit * 3 && !count.warned) {
                count.warned = true;
                risks++;
            }
            if (count.steps >= count.limit && !count.passed) {
                count.passed = true;
                escalations++;
            }
        }

        SlaStatus status() {
            if (waits) {
                return SlaStatus.SLA_STATUS_PAUSED;
            }
            var running = received ? List.of(acknowledge, resolve) : List.of(resolve);
            if (running.stream().anyMatch(each -> each.passed)) {
                return SlaStatus.SLA_STATUS_BREACHED;
            }
            return running.stream().anyMatch(each -> each.warned)
                    ? SlaStatus.SLA_STATUS_AT_RISK
                    : SlaStatus.SLA_STATUS_ON_TRACK;
        }
    }

    private static final class Count {
        final int limit;
        int steps;
        boolean warned;
        boolean passed;

        Count(int limit) {
            this.limit = limit;
        }
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void tellsEachLimitOnceAndInTime() throws Exception {
        int downFor = 0;
        for (int step = 0; step < YEAR; step++) {
            downFor = downFor > 0 ? downFor - 1 : random.nextInt(60) == 0 ? DAY : 0;
            if (downFor == 0) {
                ClockIT.runAtOnce(replicas);
                items.forEach(Item::look);
            }
            act();
            boolean worked = isWorked(time.instant());
            items.forEach(item -> item.pass(worked));
            time.advance(STEP);
        }
        ClockIT.runAtOnce(replicas);
        items.forEach(Item::look);

        assertThat(items).describedAs("seed %d", SEED).hasSizeGreaterThan(100);
        assertThat(items.stream().mapToInt(item -> item.escalations).sum()).isGreaterThan(50);
        items.forEach(this::check);
    }

    private void check(Item item) {
        var now = use.reading().get(OFFICER, item.known.getId());
        var told = told(now);
        assertThat(now.getEscalationLevel())
                .describedAs("seed %d, %s", SEED, now)
                .isEqualTo(item.escalations);
        assertThat(told).filteredOn("grievance.escalated"::equals).hasSize(item.escalations);
        assertThat(told).filteredOn("grievance.at_risk"::equals).hasSize(item.risks);
        int ahead = 0;
        for (String type : told) {
            ahead += type.equals("grievance.at_risk") ? 1 : 0;
            ahead -= type.equals("grievance.escalated") ? 1 : 0;
            assertThat(ahead).describedAs("at risk before breached").isNotNegative();
        }
        if (!item.ended) {
            assertThat(now.getSlaStatus())
                    .describedAs("seed %d, %s", SEED, now)
                    .isEqualTo(item.status());
        }
    }

    private void act() {
        if (random.nextInt(10) == 0) {
            items.add(new Item(use.submitting().submit(OFFICER, Requests.submission())));
        }
        items.stream().filter(_ -> random.nextInt(40) == 0).forEach(this::act);
    }

    private void act(Item item) {
        if (item.ended) {
            reopen(item);
        } else if (item.waits) {
            item.known = use.progress().provideInformation(OFFICER, about(item.known, answer()));
            item.waits = false;
        } else if (item.received) {
            item.known = use.progress().assign(OFFICER, about(item.known, assigning()));
            item.received = false;
        } else if (random.nextBoolean() && !item.known.getAssignedTo().isEmpty()) {
            item.known = use.progress().requestInformation(OFFICER, about(item.known, question()));
            item.waits = true;
        } else if (random.nextInt(3) == 0) {
            item.known = use.ends().withdraw(OFFICER, about(item.known, withdrawing()));
            item.ended = true;
            item.endedSteps = 0;
        }
    }

    private void reopen(Item item) {
        if (item.endedSteps <= 30 * DAY && random.nextInt(3) == 0) {
            item.known = use.ends().reopen(OFFICER, about(item.known, reopening()));
            item.ended = false;
            item.received = false;
            item.resolve = new Count(RESOLVE);
        }
    }

    private static boolean isWorked(Instant at) {
        var day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !HOLIDAYS.contains(MonthDay.from(day));
    }

    private List<String> told(Grievance known) {
        var request =
                ListGrievanceTimelineRequest.newBuilder()
                        .setGrievanceId(known.getId())
                        .setPageSize(200);
        return use.reading().timeline(OFFICER, request.build()).rows().stream()
                .map(TimelineEntry::getType)
                .toList();
    }

    private static AssignGrievanceRequest assigning() {
        return AssignGrievanceRequest.newBuilder().setAssignedTo("officer").build();
    }

    private static RequestInformationRequest question() {
        return RequestInformationRequest.newBuilder().setQuestion("Which month?").build();
    }

    private static ProvideInformationRequest answer() {
        return ProvideInformationRequest.newBuilder().setInformation("May.").build();
    }

    private static WithdrawGrievanceRequest withdrawing() {
        return WithdrawGrievanceRequest.newBuilder().setReason("Paid.").build();
    }

    private static ReopenGrievanceRequest reopening() {
        return ReopenGrievanceRequest.newBuilder().setReason("Not paid.").build();
    }
}
