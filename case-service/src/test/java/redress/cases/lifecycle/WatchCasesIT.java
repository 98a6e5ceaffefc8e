package redress.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Role;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.ListCaseUpdatesRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.events.LogEnd;
import redress.mesh.events.LoggedEvent;
import redress.mesh.events.Position;
import redress.mesh.events.WatchEvents;
import redress.mesh.events.WatchEvents.Start;
import redress.mesh.store.Database;
import redress.mesh.store.Event;

class WatchCasesIT {
    private static final Caller BOSS = TestDatabase.person("boss", Role.ROLE_SUPERVISOR);
    private static final Caller FOOD =
            TestDatabase.person(
                    "food", new Scope(Set.of("food"), Set.of("*")), Role.ROLE_CASE_WORKER);
    private static final int ITEMS = 5;
    private static final Start NOW = new Start("", true);
    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final long SEED = Long.getLong("redress.seed", System.nanoTime());

    private final Database database = POSTGRES.database();
    private final PostgresCases cases = new PostgresCases();
    private final TestUseCases use = new TestUseCases(database, cases);
    private final WatchEvents watching =
            new WatchEvents(database, new LogEnd(database, "case-service"));

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void tellsWhatHappensWhileItWatches() throws Exception {
        String noted;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var watcher = watching(threads, BOSS, NOW)) {
            assertThat(watcher.next().event()).isEmpty();
            UUID one = open("cash");
            UUID two = open("food");

            var heard = watcher.until(two);
            assertThat(heard)
                    .extracting(LoggedEvent::item)
                    .filteredOn(Set.of(one, two)::contains)
                    .containsExactly(one, two);
            noted = heard.getLast().position().text();
        }
        UUID three = open("cash");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var again = watching(threads, BOSS, new Start(noted, false))) {
            assertThat(again.until(three)).hasSize(1);
        }
    }

    @DisplayName("zero-trust 14: who watches hears of cases that they see only")
    @Test
    void tellsOfNothingHidden() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var watcher = watching(threads, FOOD, NOW)) {
            assertThat(watcher.next().event()).isEmpty();
            UUID hidden = open("cash");
            UUID seen = open("food");

            assertThat(watcher.until(seen)).extracting(LoggedEvent::item).doesNotContain(hidden);
        }
    }

    @DisplayName("zero-trust 14: what waits for a slow watcher is not told once it is out of sight")
    @Test
    void looksAgainAtWhatWaited() throws Exception {
        var reached = new CountDownLatch(1);
        var moved = new CountDownLatch(1);
        var impatient =
                new WatchEvents(
                        database,
                        new LogEnd(database, "case-service"),
                        Duration.ofSeconds(15),
                        Duration.ofMillis(2));
        String now = use.reading().updates(FOOD, everything()).end().text();
        UUID taken = open("food");
        UUID kept = open("food");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var slow = new Slow(reached, moved)) {
            var _ = threads.submit(() -> impatient.watch(FOOD, new Start(now, false), slow));
            reached.await();
            move(taken, "cash");
            moved.countDown();

            assertThat(slow.until(kept)).extracting(LoggedEvent::item).doesNotContain(taken);
        }
    }

    @Test
    void refusesTwoBeginnings() {
        assertThatThrownBy(() -> new Start("1-1", true))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("from_now: with a position (expected: one of the two)");
    }

    @Test
    void whoIsKilledAtRandomLosesNothingAndHearsOfEachCaseInOrder() throws Exception {
        var random = new Random(SEED);
        var items = Stream.generate(() -> open("cash")).limit(ITEMS).toList();
        var heard = new ArrayList<LoggedEvent>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = items.stream().map(_ -> random.nextLong()).toList();
            var writing =
                    writers.stream()
                            .map(seed -> threads.submit(() -> write(new Random(seed), items)))
                            .toList();
            var position = Position.of("");
            while (lasts(heard) < ITEMS) {
                position = heardUntilKilled(position, random.nextInt(30), heard);
            }
            for (var each : writing) {
                each.get();
            }
        }
        for (UUID item : items) {
            var told =
                    heard.stream()
                            .filter(each -> each.item().equals(item))
                            .map(LoggedEvent::id)
                            .toList();
            assertThat(List.copyOf(new LinkedHashSet<>(told)))
                    .describedAs("seed %d", SEED)
                    .isEqualTo(stored(item));
        }
    }

    // Takes its number before it waits for the case, as any call does that claims its request.
    private void write(Random random, List<UUID> items) {
        for (int i = 0; i <= 40; i++) {
            UUID item = items.get(random.nextInt(items.size()));
            String type = i == 40 ? "case.last" : "case.changed";
            database.write(
                    BOSS,
                    transaction -> {
                        var _ =
                                transaction
                                        .handle()
                                        .createQuery("SELECT CAST(pg_current_xact_id() AS text)")
                                        .mapTo(String.class)
                                        .one();
                        var _ = cases.lock(transaction, item).orElseThrow();
                        transaction.record(new Event(item, type, "changed"));
                    });
        }
    }

    // Where one goes on who noted each position after the event before it.
    private Position heardUntilKilled(Position from, int after, List<LoggedEvent> heard) {
        var victim = new Victim(after, from, heard);
        try {
            watching.watch(BOSS, new Start(from.text(), false), victim);
        } catch (CancellationException killed) {
            return victim.position;
        }
        return victim.position;
    }

    private static long lasts(List<LoggedEvent> heard) {
        return heard.stream()
                .filter(each -> each.type().equals("case.last"))
                .map(LoggedEvent::id)
                .distinct()
                .count();
    }

    private static List<UUID> stored(UUID item) {
        return POSTGRES.superuser()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT id FROM events WHERE subject = :item ORDER"
                                                        + " BY position")
                                        .bind("item", item)
                                        .mapTo(UUID.class)
                                        .list());
    }

    private static void move(UUID item, String programme) {
        POSTGRES.superuser()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                "UPDATE cases SET programme_ids = ARRAY[:programme]"
                                                        + " WHERE id = :item")
                                        .bind("programme", programme)
                                        .bind("item", item)
                                        .execute());
    }

    private static ListCaseUpdatesRequest everything() {
        return ListCaseUpdatesRequest.newBuilder().setPageSize(1000).build();
    }

    private Heard watching(ExecutorService threads, Caller caller, Start start) {
        var watcher = new Heard();
        var _ = threads.submit(() -> watching.watch(caller, start, watcher));
        return watcher;
    }

    private UUID open(String programme) {
        var request = OpenCaseRequest.newBuilder().setRequestId(UUID.randomUUID().toString());
        request.getDetailsBuilder()
                .setTitle("No roof")
                .setCaseType("support")
                .addProgrammeIds(programme);
        return UUID.fromString(use.opening().open(BOSS, request.build()).getId());
    }

    private record Told(Optional<LoggedEvent> event, Position position) {}

    /// Keeps what it hears.
    private static class Heard implements WatchEvents.Watcher, AutoCloseable {
        private final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();
        private volatile boolean gone;

        Told next() throws InterruptedException {
            return Optional.ofNullable(told.poll(30, TimeUnit.SECONDS)).orElseThrow();
        }

        List<LoggedEvent> until(UUID item) throws InterruptedException {
            var heard = new ArrayList<LoggedEvent>();
            do {
                next().event().ifPresent(heard::add);
            } while (heard.isEmpty() || !heard.getLast().item().equals(item));
            return heard;
        }

        @Override
        public boolean isGone() {
            return gone;
        }

        @Override
        public void close() {
            gone = true;
        }

        @Override
        public void awaitRoom() {}

        @Override
        public void tell(Optional<LoggedEvent> event, Position position) {
            told.add(new Told(event, position));
        }
    }

    /// Has no room until it is told to.
    private static final class Slow extends Heard {
        private final CountDownLatch reached;
        private final CountDownLatch room;

        Slow(CountDownLatch reached, CountDownLatch room) {
            this.reached = reached;
            this.room = room;
        }

        @Override
        public void awaitRoom() {
            reached.countDown();
            try {
                room.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            super.close();
            room.countDown();
        }
    }

    /// Dies when it has heard so many events: after it noted one, before it noted its position.
    private static final class Victim implements WatchEvents.Watcher {
        private final List<LoggedEvent> heard;
        private int left;
        private Position position;

        Victim(int left, Position position, List<LoggedEvent> heard) {
            this.left = left;
            this.position = position;
            this.heard = heard;
        }

        @Override
        public boolean isGone() {
            return lasts(heard) == ITEMS;
        }

        @Override
        public void awaitRoom() {}

        @Override
        public void tell(Optional<LoggedEvent> event, Position after) {
            event.ifPresent(heard::add);
            if (event.isPresent() && left-- == 0) {
                throw new CancellationException("killed");
            }
            position = after;
        }
    }
}
