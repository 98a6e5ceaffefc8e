package redress.cases.postgres;

import io.grpc.Context;
import io.grpc.Deadline;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;

class StatementLimitIT extends StoredCases {
    @Test
    @DisplayName("zero-trust 18: the store works no longer for a call than somebody waits for it")
    void endsWithTheDeadlineOfTheCall() {
        whileSomebodyWaits(StatementLimitIT::tooMuch);
    }

    @Test
    @DisplayName("zero-trust 18: a read in one statement ends with its call too")
    void endsAReadWithItsCall() {
        postgres.owner()
                .useTransaction(
                        other -> {
                            other.execute("LOCK TABLE cases");
                            whileSomebodyWaits(StatementLimitIT::waitsForTheLock);
                        });
    }

    private static void waitsForTheLock() {
        refused(
                Reason.REASON_UNAVAILABLE,
                () -> new PostgresCases().find(database, WORKER, UUID.randomUUID()));
    }

    private static void whileSomebodyWaits(Runnable call) {
        try (var timer = Executors.newSingleThreadScheduledExecutor()) {
            var waiting =
                    Context.current().withDeadline(Deadline.after(1, TimeUnit.SECONDS), timer);
            try {
                waiting.run(call);
            } finally {
                waiting.cancel(null);
            }
        }
    }

    private static void tooMuch() {
        refused(
                Reason.REASON_UNAVAILABLE,
                () ->
                        database.write(
                                WORKER,
                                transaction ->
                                        transaction.handle().execute("SELECT pg_sleep(25)")));
    }
}
