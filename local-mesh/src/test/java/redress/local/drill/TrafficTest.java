package redress.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import redress.local.home.LaunchFailure;

class TrafficTest {
    /// An edge that is open until it is cut.
    private static final class Edge implements Exercise {
        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch enough = new CountDownLatch(5);
        private final AtomicInteger failures = new AtomicInteger();
        private final CountDownLatch sinceCut = new CountDownLatch(5);
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile boolean cut;

        @Override
        public String edge() {
            return "here → there";
        }

        @Override
        public Duration pause() {
            return Duration.ofMillis(1);
        }

        @Override
        public void once() throws Exception {
            calls.incrementAndGet();
            enough.countDown();
            if (cut) {
                failures.incrementAndGet();
                sinceCut.countDown();
                throw new UnansweredException("nobody there");
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private final Edge edge = new Edge();

    @Test
    void callsUntilItIsToldToEnd() throws InterruptedException {
        var traffic = Traffic.begin(List.of(edge));
        edge.enough.await();
        traffic.close();

        assertThat(traffic.answered()).isEqualTo(edge.calls.get()).isGreaterThanOrEqualTo(5);
        assertThat(traffic.failed()).isZero();
        assertThat(edge.closed.getCount()).isZero();
    }

    @Test
    void countsEveryFailureAndTriesNothingAgain() throws InterruptedException {
        edge.cut = true;
        var traffic = Traffic.begin(List.of(edge));
        edge.enough.await();
        traffic.close();

        assertThat(traffic.answered()).isZero();
        assertThat(traffic.failed()).isEqualTo(edge.calls.get());
        assertThat(traffic.tallies().values())
                .singleElement()
                .satisfies(
                        tally ->
                                assertThat(tally.failures())
                                        .first()
                                        .asString()
                                        .endsWith("nobody there"));
    }

    @Test
    void forgetsWhatWasBeforeTheDrillAndNothingAfter() throws InterruptedException {
        var traffic = Traffic.begin(List.of(edge));
        edge.enough.await();
        traffic.countAnew();
        edge.cut = true;
        edge.sinceCut.await();
        traffic.close();

        assertThat(traffic.failed()).isEqualTo(edge.failures.get());
        assertThat(traffic.answered()).isLessThanOrEqualTo(edge.calls.get() - 5);
    }

    @Test
    void namesTheEdgeThatDoesNotWorkBeforeTheDrill() {
        edge.cut = true;
        assertThatThrownBy(() -> Traffic.warmUp(List.of(edge)))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("here → there")
                .hasMessageContaining("nobody there");
    }

    @Test
    void countsNothingBeforeTheDrill() {
        Traffic.warmUp(List.of(edge));
        assertThat(edge.calls).hasValue(1);
        assertThat(edge.closed.getCount()).isOne();
    }
}
