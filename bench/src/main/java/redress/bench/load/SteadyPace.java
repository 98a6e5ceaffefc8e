package redress.bench.load;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import redress.bench.load.ClosedLoop.Measured;

/// One caller who begins a call at fixed moments, as long as the one before has ended.
///
/// A latency counts from the moment when the call was due: what is late because the one before was
/// slow is late.
record SteadyPace(int perSecond, Duration time) {
    private static final long LONGEST = TimeUnit.MINUTES.toMicros(1);

    /// Makes calls for the time.
    Measured run(ClosedLoop.Call call) {
        var micros = new Histogram(LONGEST, 3);
        long failed = 0;
        Throwable failure = null;
        long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long begin = System.nanoTime();
        long due = begin;
        for (; due - begin < time.toNanos(); due += step) {
            waitFor(due);
            Throwable failing = failing(call);
            if (failing == null) {
                long late = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
                micros.recordValue(Math.min(LONGEST, late));
            } else {
                failed++;
                failure = failure == null ? failing : failure;
            }
        }
        return Measured.of(micros, System.nanoTime() - begin, failed, failure);
    }

    private static void waitFor(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static @Nullable Throwable failing(ClosedLoop.Call call) {
        try {
            var _ = call.begin().get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
