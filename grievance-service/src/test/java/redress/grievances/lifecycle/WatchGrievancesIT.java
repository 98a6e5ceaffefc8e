package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.grievances.lifecycle.Requests.about;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Role;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.StartGrievanceRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.grievances.v1.WithdrawGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.events.LogEnd;
import redress.mesh.events.LoggedEvent;
import redress.mesh.events.Position;
import redress.mesh.events.WatchEvents;
import redress.mesh.store.Database;

class WatchGrievancesIT {
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller CLEARED =
            TestDatabase.person("cleared", Role.ROLE_SENSITIVE_OFFICER);
    private static final Caller UNSURE =
            TestDatabase.unsure("cleared", Role.ROLE_SENSITIVE_OFFICER);
    private static final int STANDARD = 1;
    private static final int SENSITIVE = 2;
    private static final int LIVES = 12;
    private static final long SEED = Long.getLong("redress.seed", System.nanoTime());
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final TestUseCases use = new TestUseCases(database);
    private final WatchEvents watching =
            new WatchEvents(database, new LogEnd(database, "grievance-service"));

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @DisplayName(
            "zero-trust 14: who watches hears neither of what is sensitive without clearance and"
                    + " passkey, nor of a complaint about themselves")
    @Test
    void tellsOfNothingHidden() {
        UUID sensitive = id(submitted(SENSITIVE, ""));
        UUID aboutOfficer = id(submitted(STANDARD, "Officer"));
        UUID aboutCleared = id(submitted(STANDARD, "cleared"));
        UUID last = id(submitted(STANDARD, ""));

        assertThat(heardUntil(OFFICER, last))
                .contains(aboutCleared)
                .doesNotContain(sensitive, aboutOfficer);
        assertThat(heardUntil(UNSURE, last))
                .contains(aboutOfficer)
                .doesNotContain(sensitive, aboutCleared);
        assertThat(heardUntil(CLEARED, last))
                .contains(sensitive, aboutOfficer)
                .doesNotContain(aboutCleared);
    }

    @Test
    void whoIsKilledAtRandomLosesNothingAndHearsOfEachGrievanceInOrder() throws Exception {
        var random = new Random(SEED);
        var heard = new ArrayList<LoggedEvent>();
        var lives = new ArrayList<UUID>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var living = Stream.generate(() -> threads.submit(this::life)).limit(LIVES).toList();
            var position = Position.of("");
            while (ends(heard) < LIVES) {
                var victim = new Listener(CLEARED, position, random.nextInt(8), heard);
                position = victim.listen(() -> ends(heard) == LIVES);
            }
            for (var each : living) {
                lives.add(each.get());
            }
        }
        assertThat(byItem(heard)).describedAs("seed %d", SEED).containsAllEntriesOf(stored(lives));
    }

    private UUID life() {
        Grievance known = submitted(STANDARD, "");
        known =
                use.progress()
                        .acknowledge(
                                OFFICER,
                                about(known, AcknowledgeGrievanceRequest.getDefaultInstance()));
        var officer = AssignGrievanceRequest.newBuilder().setAssignedTo("officer").build();
        known = use.progress().assign(OFFICER, about(known, officer));
        known =
                use.progress()
                        .start(OFFICER, about(known, StartGrievanceRequest.getDefaultInstance()));
        var withdrawal = WithdrawGrievanceRequest.newBuilder().setReason("They were paid.").build();
        return id(use.ends().withdraw(OFFICER, about(known, withdrawal)));
    }

    private static long ends(List<LoggedEvent> heard) {
        return heard.stream()
                .filter(each -> each.type().equals("grievance.withdrawn"))
                .map(LoggedEvent::item)
                .distinct()
                .count();
    }

    private List<UUID> heardUntil(Caller caller, UUID last) {
        var heard = new ArrayList<LoggedEvent>();
        var listener = new Listener(caller, Position.of(""), Integer.MAX_VALUE, heard);
        var _ = listener.listen(() -> heard.stream().anyMatch(each -> each.item().equals(last)));
        return heard.stream().map(LoggedEvent::item).toList();
    }

    private static Map<UUID, List<UUID>> byItem(List<LoggedEvent> heard) {
        var once = new HashMap<UUID, LinkedHashSet<UUID>>();
        for (var each : heard) {
            var _ = once.computeIfAbsent(each.item(), _ -> new LinkedHashSet<>()).add(each.id());
        }
        var events = new HashMap<UUID, List<UUID>>();
        once.forEach((item, ids) -> events.put(item, List.copyOf(ids)));
        return events;
    }

    private static Map<UUID, List<UUID>> stored(List<UUID> items) {
        var events = new HashMap<UUID, List<UUID>>();
        for (UUID item : items) {
            events.put(
                    item,
                    POSTGRES.superuser()
                            .withHandle(
                                    handle ->
                                            handle.createQuery(
                                                            "SELECT id FROM events WHERE subject ="
                                                                    + " :item ORDER BY position")
                                                    .bind("item", item)
                                                    .mapTo(UUID.class)
                                                    .list()));
        }
        return events;
    }

    private Grievance submitted(int sensitivity, String subject) {
        var request = SubmitGrievanceRequest.newBuilder(Requests.submission());
        request.getDetailsBuilder().setSensitivityValue(sensitivity);
        if (!subject.isEmpty()) {
            request.getDetailsBuilder().addSubjectsOfComplaint(subject);
        }
        return use.submitting().submit(TestDatabase.person("intake"), request.build());
    }

    private static UUID id(Grievance known) {
        return UUID.fromString(known.getId());
    }

    /// Dies when it has heard so many events: after it noted one, before it noted its position.
    private final class Listener implements WatchEvents.Watcher {
        private final Caller caller;
        private final List<LoggedEvent> heard;
        private int left;
        private Position position;
        private BooleanSupplier enough = () -> false;

        Listener(Caller caller, Position position, int left, List<LoggedEvent> heard) {
            this.caller = caller;
            this.position = position;
            this.left = left;
            this.heard = heard;
        }

        /// Where one goes on who noted each position after the event before it.
        Position listen(BooleanSupplier until) {
            enough = until;
            try {
                watching.watch(caller, new WatchEvents.Start(position.text(), false), this);
            } catch (CancellationException killed) {
                return position;
            }
            return position;
        }

        @Override
        public boolean isGone() {
            return enough.getAsBoolean();
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
