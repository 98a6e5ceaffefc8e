package redress.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Role;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.Case;
import redress.cases.v1.ListCaseUpdatesRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.events.EventLog;
import redress.mesh.events.LoggedEvent;
import redress.mesh.events.Position;
import redress.mesh.store.Database;
import redress.mesh.store.Event;

class CaseUpdatesIT {
    private static final Caller BOSS = TestDatabase.person("boss", Role.ROLE_SUPERVISOR);
    private static final Caller FOOD =
            TestDatabase.person(
                    "food", new Scope(Set.of("food"), Set.of("*")), Role.ROLE_CASE_WORKER);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final TestUseCases use = new TestUseCases(database, new PostgresCases());

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void goesOnWhereTheReaderWas() {
        String start = end(BOSS);
        Case one = open("cash");
        String middle = end(BOSS);
        Case two = open("cash");

        assertThat(since(BOSS, start)).containsExactly(one.getId(), two.getId());
        assertThat(since(BOSS, middle)).containsExactly(two.getId());
        assertThat(since(BOSS, end(BOSS))).isEmpty();
        assertThat(read(BOSS, start, 1).events())
                .extracting(LoggedEvent::type)
                .containsExactly("case.opened");
    }

    @Test
    void movesOnPastWhatTheReaderDoesNotSee() {
        String start = end(FOOD);
        open("cash");
        settle();

        var slice = read(FOOD, start, 10);

        assertThat(slice.events()).isEmpty();
        assertThat(slice.end()).isGreaterThan(Position.of(start));
        assertThat(slice.end()).isGreaterThan(read(BOSS, start, 1).end());
    }

    @Test
    void findsWhatLiesThousandsOfTransactionsAway() {
        String start = end(BOSS);
        Case before = open("cash");
        burn(10_000);
        Case after = open("cash");

        assertThat(since(BOSS, start)).containsExactly(before.getId(), after.getId());
    }

    @Test
    void refusesAPositionThatIsNotOfThisLog() {
        assertThatThrownBy(() -> read(BOSS, "999999999999999999-1", 10))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("position: not of this log");
    }

    @Test
    void ordersAnEventAfterThoseOfItsItemThatItFollows() {
        String start = end(BOSS);
        UUID one = id(open("cash"));
        UUID other = id(open("cash"));
        String opened = end(BOSS);

        // The transaction that began first writes last.
        database.write(
                BOSS,
                slow -> {
                    slow.record(new Event(other, "case.begun", "begun"));
                    database.write(BOSS, fast -> fast.record(new Event(one, "case.fast", "fast")));
                    slow.record(new Event(one, "case.slow", "slow"));
                });
        settle();

        assertThat(read(BOSS, opened, 10).events())
                .filteredOn(each -> each.item().equals(one))
                .extracting(LoggedEvent::type)
                .containsExactly("case.fast", "case.slow");
        assertThat(since(BOSS, start)).hasSize(5);
    }

    @DisplayName("zero-trust 14: the log tells of cases that the reader sees only")
    @Test
    void tellsOfNothingHidden() {
        String start = end(BOSS);
        open("cash");
        Case seen = open("food");

        assertThat(since(FOOD, start)).containsExactly(seen.getId());
    }

    @Test
    void leavesNothingOutWhileAnotherOneWrites() {
        String start = end(BOSS);
        Case early = open("cash");
        Case late = open("cash");
        var read = new ArrayList<String>();
        var position = new String[] {end(BOSS)};

        // The later event is stored and read for while the earlier one is not yet committed.
        database.write(
                BOSS,
                slow -> {
                    slow.record(new Event(id(early), "case.slow", "slow"));
                    database.write(
                            BOSS, fast -> fast.record(new Event(id(late), "case.fast", "fast")));
                    var slice = read(BOSS, position[0], 10);
                    slice.events().forEach(one -> read.add(one.type()));
                    position[0] = slice.end().text();
                });
        settle();
        read(BOSS, position[0], 10).events().forEach(one -> read.add(one.type()));

        assertThat(read).containsExactly("case.slow", "case.fast");
        assertThat(since(BOSS, start)).hasSize(4);
    }

    @Test
    void aReaderOfManyWritersMissesNothing() throws Exception {
        String position = end(BOSS);
        var seen = new ArrayList<String>();
        var opened = new HashSet<String>();
        try (var writers = Executors.newFixedThreadPool(8)) {
            Callable<String> write = () -> open("cash").getId();
            var running = new ArrayList<>(Collections.nCopies(60, write));
            var futures = running.stream().map(writers::submit).toList();
            boolean over;
            EventLog.Slice slice;
            do {
                over = futures.stream().allMatch(Future::isDone);
                if (over) {
                    settle();
                }
                slice = read(BOSS, position, 7);
                slice.events().forEach(one -> seen.add(one.item().toString()));
                position = slice.end().text();
            } while (!over || !slice.events().isEmpty());
            for (var future : futures) {
                opened.add(future.get());
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(opened);
    }

    private List<String> since(Caller caller, String position) {
        settle();
        return read(caller, position, 1000).events().stream()
                .map(each -> each.item().toString())
                .toList();
    }

    // PostgreSQL's own workers write now and then, and the log waits for them.
    private static void settle() {
        boolean running;
        do {
            running =
                    POSTGRES.jdbi()
                            .withHandle(
                                    handle ->
                                            handle.createQuery(
                                                            """
                                                            SELECT pg_snapshot_xmin(s) <> pg_snapshot_xmax(s)
                                                            FROM pg_current_snapshot() AS s
                                                            """)
                                                    .mapTo(Boolean.class)
                                                    .one());
        } while (running);
    }

    private static void burn(int transactions) {
        POSTGRES.superuser()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        DO $$
                                        BEGIN
                                            FOR i IN 1..%d LOOP
                                                PERFORM pg_current_xact_id();
                                                COMMIT;
                                            END LOOP;
                                        END
                                        $$
                                        """
                                                .formatted(transactions)));
    }

    private String end(Caller caller) {
        settle();
        String position = "";
        while (true) {
            var slice = read(caller, position, 1000);
            if (slice.events().isEmpty()) {
                return slice.end().text();
            }
            position = slice.end().text();
        }
    }

    private EventLog.Slice read(Caller caller, String position, int limit) {
        return use.reading()
                .updates(
                        caller,
                        ListCaseUpdatesRequest.newBuilder()
                                .setPosition(position)
                                .setPageSize(limit)
                                .build());
    }

    private Case open(String programme) {
        var request = OpenCaseRequest.newBuilder().setRequestId(UUID.randomUUID().toString());
        request.getDetailsBuilder()
                .setTitle("No roof")
                .setCaseType("support")
                .addProgrammeIds(programme);
        return use.opening().open(BOSS, request.build());
    }

    private static UUID id(Case known) {
        return UUID.fromString(known.getId());
    }
}
