package redress.mesh.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the counters of TLS count from here on.
final class CountedReasons extends SimpleMeterRegistry implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 5;

    private final BlockingQueue<String> counted = new LinkedBlockingQueue<>();

    CountedReasons() {
        Metrics.addRegistry(this);
    }

    /// Whether this is counted, now or soon: the other end may be done before this one counts.
    boolean refused(String reason, String side) throws InterruptedException {
        return comes("redress.handshakes.refused " + reason + " " + side);
    }

    boolean closed(String reason) throws InterruptedException {
        return comes("redress.connections.closed " + reason);
    }

    private boolean comes(String expected) throws InterruptedException {
        @Nullable String next = counted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (next != null && !next.equals(expected)) {
            next = counted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return next != null;
    }

    @Override
    protected Counter newCounter(Meter.Id id) {
        var text = new StringBuilder(id.getName());
        id.getTags().forEach(tag -> text.append(' ').append(tag.getValue()));
        return new CumulativeCounter(id) {
            @Override
            public void increment(double amount) {
                super.increment(amount);
                counted.add(text.toString());
            }
        };
    }

    @Override
    public void close() {
        Metrics.removeRegistry(this);
        super.close();
    }
}
