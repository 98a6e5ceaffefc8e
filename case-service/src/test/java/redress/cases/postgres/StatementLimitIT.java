package redress.cases.postgres;

import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;

class StatementLimitIT extends StoredCases {
    @Test
    @DisplayName("zero-trust 18: the store works no longer for a call than somebody waits for it")
    void endsWithTheDeadlineOfTheCall() throws Exception {
        try (var timer = Executors.newSingleThreadScheduledExecutor()) {
            var waiting =
                    Context.current().withDeadline(Deadline.after(1, TimeUnit.SECONDS), timer);
            try {
                waiting.run(StatementLimitIT::tooMuch);
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
