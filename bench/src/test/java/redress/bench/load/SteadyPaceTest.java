package redress.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Futures;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SteadyPaceTest {
    @Test
    void makesTheCallsOfTheTimeAndNoMore() {
        var calls = new AtomicInteger();
        var measured =
                new SteadyPace(100, Duration.ofMillis(50))
                        .run(() -> Futures.immediateFuture(calls.incrementAndGet()));
        assertThat(calls).hasValue(5);
        assertThat(measured.failed()).isZero();
    }

    @Test
    void countsFailuresAndKeepsTheFirst() {
        var first = new IllegalStateException("first");
        var second = new IllegalStateException("second");
        var calls = new AtomicInteger();
        var measured =
                new SteadyPace(100, Duration.ofMillis(20))
                        .run(
                                () ->
                                        Futures.immediateFailedFuture(
                                                calls.getAndIncrement() == 0 ? first : second));
        assertThat(measured.failed()).isEqualTo(2);
        assertThat(measured.failure()).isSameAs(first);
    }
}
