package redress.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.SettableFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
    private static final int IN_FLIGHT = 4;

    @Test
    void hasNeverMoreCallsInFlightThanItMay() {
        var inFlight = new AtomicInteger();
        var seen = new ArrayList<Integer>();
        try (var threads = Executors.newSingleThreadExecutor()) {
            var measured =
                    new ClosedLoop(IN_FLIGHT, Duration.ofMillis(100))
                            .run(
                                    () -> {
                                        synchronized (seen) {
                                            seen.add(inFlight.incrementAndGet());
                                        }
                                        var answer = SettableFuture.<String>create();
                                        threads.execute(
                                                () -> {
                                                    inFlight.decrementAndGet();
                                                    answer.set("answer");
                                                });
                                        return answer;
                                    });
            assertThat(measured.failed()).isZero();
            assertThat(measured.rate()).isPositive();
        }
        assertThat(seen).isNotEmpty().allMatch(calls -> calls <= IN_FLIGHT);
    }

    @Test
    void countsFailuresAndKeepsTheFirst() {
        var failure = new IllegalStateException("away");
        try (var threads = Executors.newSingleThreadExecutor()) {
            var measured =
                    new ClosedLoop(1, Duration.ZERO)
                            .run(
                                    () ->
                                            Futures.submitAsync(
                                                    () -> Futures.immediateFailedFuture(failure),
                                                    threads));
            assertThat(measured.failed()).isEqualTo(1);
            assertThat(List.of(measured.failure())).containsExactly(failure);
            assertThat(measured.rate()).isZero();
        }
    }
}
