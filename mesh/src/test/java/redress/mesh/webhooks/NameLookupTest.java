package redress.mesh.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class NameLookupTest {
    private static final InetAddress[] FOUND = {InetAddress.ofLiteral("8.8.8.8")};
    private static final InetAddress[] NONE = {};
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void asksOnNoThreadThatCallsShare() throws Exception {
        var virtual = new AtomicBoolean(true);
        var names =
                new NameLookup(
                        _ -> {
                            virtual.set(Thread.currentThread().isVirtual());
                            return FOUND;
                        },
                        LONG);
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(calls.submit(() -> names.apply("hooks.example.org")).get()).isEqualTo(FOUND);
        }
        assertThat(virtual).isFalse();
    }

    @Test
    void knowsNothingOfANameThatNobodyAnswersInTime() {
        var never = new CountDownLatch(1);
        var names = new NameLookup(_ -> awaited(never), Duration.ofMillis(1));

        assertThat(names.apply("hooks.example.org")).isEmpty();
    }

    @Test
    void aNameThatWasGivenUpHoldsUpNoOther() {
        var never = new CountDownLatch(1);
        var asked = new ArrayList<String>();
        var names =
                new NameLookup(
                        host -> {
                            if (host.equals("dead.example.org")) {
                                return awaited(never);
                            }
                            asked.add(host);
                            return FOUND;
                        },
                        LONG);
        Thread.currentThread().interrupt();
        assertThat(names.apply("dead.example.org")).isEmpty();
        assertThat(Thread.interrupted()).isTrue();

        assertThat(names.apply("hooks.example.org")).isEqualTo(FOUND);
        assertThat(asked).containsExactly("hooks.example.org");
    }

    @Test
    void aFailureIsNoAddress() {
        var names =
                new NameLookup(
                        _ -> {
                            throw new IllegalStateException("broken");
                        },
                        LONG);
        assertThat(names.apply("hooks.example.org")).isEmpty();
    }

    private static InetAddress[] awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return NONE;
    }
}
