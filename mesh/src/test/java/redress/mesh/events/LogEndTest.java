package redress.mesh.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

class LogEndTest {
    private static final Position FIRST = new Position(7, 1);
    private static final int READERS = 50;

    private final AtomicReference<Position> newest = new AtomicReference<>(FIRST);
    private final AtomicInteger looking = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch looked = new CountDownLatch(3);
    private final LogEnd end = new LogEnd(this::look, Duration.ofMillis(1));

    @Test
    void oneLooksForAll() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = new ArrayList<Future<?>>();
            for (int i = 0; i < READERS; i++) {
                waiting.add(threads.submit(() -> await(FIRST)));
            }
            assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(waiting).noneMatch(Future::isDone);
            newest.set(new Position(7, 2));
            for (var each : waiting) {
                each.get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void doesNotWaitForWhatIsThere() throws Exception {
        await(Position.BEGINNING);
        assertThat(looked.getCount()).isEqualTo(2);
    }

    @Test
    void whoIsGoneDoesNotWait() throws Exception {
        end.await(FIRST, () -> true, Long.MAX_VALUE);
        assertThat(looked.getCount()).isEqualTo(3);
    }

    @Test
    void sendsAwayWhoWaitsWhenTheServiceStops() {
        end.stop();
        assertThatThrownBy(() -> await(FIRST))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason()).isEqualTo(Reason.REASON_UNAVAILABLE));
    }

    @Test
    void whoeverLooksHearsThatTheDatabaseIsAwayAndTheNextOneLooksAgain() throws Exception {
        var broken = new AtomicInteger(1);
        var flaky =
                new LogEnd(
                        () -> {
                            if (broken.getAndDecrement() > 0) {
                                throw new Refusal(Reason.REASON_UNAVAILABLE, "away");
                            }
                            return FIRST;
                        },
                        Duration.ofNanos(1));
        assertThatThrownBy(() -> flaky.await(Position.BEGINNING, () -> false, forever()))
                .isInstanceOf(Refusal.class);
        flaky.await(Position.BEGINNING, () -> false, forever());
        assertThat(broken).hasValue(-1);
    }

    @Test
    void aPositionIsReadAsItIsWritten() {
        assertThat(Position.of(FIRST.text())).isEqualTo(FIRST);
        assertThat(Position.of("")).isEqualTo(Position.BEGINNING);
        assertThat(new Position(8, 0)).isGreaterThan(new Position(7, 9));
    }

    private Position await(Position after) throws InterruptedException {
        end.await(after, () -> false, forever());
        return newest.get();
    }

    private static long forever() {
        return System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    }

    private Position look() {
        most.accumulateAndGet(looking.incrementAndGet(), Math::max);
        looked.countDown();
        looking.decrementAndGet();
        return newest.get();
    }
}
