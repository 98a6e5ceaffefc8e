package redress.grievances.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redress.grievances.notification.SendsMail.Outcome;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.Grievance;

class KilledSenderIT {
    private static final int REPLICAS = 3;
    private static final int GRIEVANCES = 40;
    private static final long SEED = Long.getLong("redress.seed", System.nanoTime());
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Random random = new Random(SEED);
    private final Telling telling = new Telling(POSTGRES, Telling.ON);

    @BeforeEach
    void empty() {
        POSTGRES.empty();
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void replicasShareTheWork() throws Exception {
        submitted();
        runReplicas(telling);

        assertThat(telling.sent()).hasSize(GRIEVANCES).extracting(Mail::id).doesNotHaveDuplicates();
    }

    @Test
    void sendersThatDieAtRandomLoseNothingAndADoubleCanBeTold() throws Exception {
        var all = submitted();
        // Dies before the server has the mail, or before it is noted that it has.
        SendsMail mortal =
                mail -> {
                    requireAlive();
                    Outcome outcome = telling.send(mail);
                    requireAlive();
                    return outcome;
                };
        while (telling.counts().waiting() > 0) {
            runReplicas(mortal);
            telling.advance(SendNotifications.LEASE);
        }

        assertThat(telling.sent().stream().map(Mail::id).distinct())
                .describedAs("seed %d", SEED)
                .hasSize(GRIEVANCES);
        for (Grievance each : all) {
            assertThat(telling.told(each))
                    .describedAs("seed %d", SEED)
                    .containsExactly("told by e-mail: received");
        }
    }

    @Test
    void whatAnotherHoldsUnderLeaseIsNotTaken() {
        telling.submit();
        telling.replica(
                        _ -> {
                            throw new IllegalStateException("killed");
                        })
                .run();
        telling.run();
        assertThat(telling.sent()).isEmpty();

        telling.advance(SendNotifications.LEASE);
        telling.run();
        assertThat(telling.sent()).hasSize(1);
    }

    private List<Grievance> submitted() {
        return Stream.generate(telling::submit).limit(GRIEVANCES).toList();
    }

    private void runReplicas(SendsMail mails) throws Exception {
        try (var processes = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < REPLICAS; i++) {
                running.add(processes.submit(telling.replica(mails)::run));
            }
            for (var each : running) {
                each.get();
            }
        }
    }

    private synchronized void requireAlive() {
        if (random.nextInt(6) == 0) {
            throw new IllegalStateException("killed");
        }
    }
}
