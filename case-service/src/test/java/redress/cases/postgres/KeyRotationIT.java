package redress.cases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redress.access.v1.Role;
import redress.cases.v1.Case;
import redress.mesh.access.Caller;
import redress.mesh.privacy.DataKeys;
import redress.mesh.privacy.KeySource;
import redress.mesh.privacy.Wrapping;
import redress.mesh.store.Database;
import redress.mesh.store.KeyRotation;
import redress.mesh.store.Transaction;

class KeyRotationIT {
    private static final String SERVICE = "case-service";
    private static final Caller WORKER = TestDatabase.person("worker", Role.ROLE_CASE_WORKER);
    // Three batches.
    private static final int MANY = 1200;

    private final TestDatabase postgres = TestDatabase.start();
    private final PostgresCases cases = new PostgresCases();
    private final Replica one = new Replica(postgres);
    private final Replica two = new Replica(postgres);

    /// A process of the service, which follows the folder of keys on its own.
    private static final class Replica {
        private final Database database;
        private final KeyRotation rotation;

        Replica(TestDatabase postgres) {
            var source = KeySource.open(postgres.keyFolder());
            var keys = new DataKeys(SERVICE, source);
            this.database = new Database(postgres.jdbi(), keys);
            this.rotation = new KeyRotation(database, source, keys, SERVICE);
        }
    }

    @AfterEach
    void stop() throws IOException {
        postgres.close();
    }

    @Test
    void rowsFromBeforeDuringAndAfterARotationStayReadable() throws InterruptedException {
        var rows = new ArrayList<>(addMany());
        var reading = new AtomicBoolean(true);
        var writing = new CountDownLatch(20);
        var during =
                CompletableFuture.supplyAsync(
                        () -> {
                            var written = new ArrayList<Case>();
                            while (reading.get()) {
                                written.add(add(two));
                                assertThat(find(two, rows.getFirst())).isEqualTo(rows.getFirst());
                                assertThat(find(two, rows.getLast())).isEqualTo(rows.getLast());
                                writing.countDown();
                            }
                            return written;
                        });
        writing.await();

        int newest = postgres.keyFolder().rotate();
        one.rotation.run();
        reading.set(false);
        rows.addAll(during.join());
        // The second process wrote with the older key until it looked: the rest is its work.
        two.rotation.run();
        rows.add(add(two));

        assertThat(one.rotation.wrapping()).isEqualTo(new Wrapping(newest, 0, 0));
        assertThat(readAll(one, rows)).isEqualTo(rows);
        assertThat(readAll(new Replica(postgres), rows)).isEqualTo(rows);
    }

    @Test
    void tellsHowFarItIs() {
        add(one);
        add(one);
        assertThat(one.rotation.wrapping().left()).isZero();

        int newest = postgres.keyFolder().rotate();
        var restarted = new Replica(postgres);

        assertThat(restarted.rotation.wrapping()).isEqualTo(new Wrapping(newest, 2, 0));
        restarted.rotation.run();
        assertThat(restarted.rotation.wrapping()).isEqualTo(new Wrapping(newest, 0, 0));
    }

    @Test
    void countsWhatIsWrappedWithAKeyThatIsNotThere() throws IOException {
        add(one);
        try (var elsewhere = TestDatabase.start()) {
            var source = KeySource.open(elsewhere.keyFolder());
            var keys = new DataKeys(SERVICE, source);
            var database = new Database(postgres.jdbi(), keys);
            var rotation = new KeyRotation(database, source, keys, SERVICE);

            rotation.run();

            assertThat(rotation.wrapping().lost()).isEqualTo(1);
        }
        assertThat(one.rotation.wrapping().lost()).isZero();
    }

    private List<Case> addMany() {
        return one.database.as(
                WORKER,
                transaction ->
                        IntStream.range(0, MANY)
                                .mapToObj(_ -> stored(transaction, row()))
                                .toList());
    }

    private Case add(Replica replica) {
        return replica.database.as(WORKER, transaction -> stored(transaction, row()));
    }

    private Case stored(Transaction transaction, Case row) {
        cases.add(transaction, row);
        return row;
    }

    private static Case row() {
        var id = UuidCreator.getTimeOrderedEpoch().toString();
        var row = Case.newBuilder().setId(id).setNumber("CASE-" + id);
        row.getDetailsBuilder().setTitle("No payment " + id);
        return row.build();
    }

    private Case find(Replica replica, Case row) {
        return readAll(replica, List.of(row)).getFirst();
    }

    private List<Case> readAll(Replica replica, List<Case> rows) {
        return replica.database.as(
                WORKER,
                transaction ->
                        rows.stream()
                                .map(row -> UUID.fromString(row.getId()))
                                .map(id -> cases.find(transaction, id).orElseThrow())
                                .toList());
    }
}
