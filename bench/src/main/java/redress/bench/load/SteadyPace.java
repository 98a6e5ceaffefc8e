package redress.bench.load;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;
import redress.bench.load.ClosedLoop.Measured;

/// Calls that begin at fixed moments, whether those before have ended or not: people do not wait
/// for each other.
///
/// A latency counts from the moment when the call was due.
record SteadyPace(int perSecond, Duration time) {
    private static final long LONGEST = TimeUnit.MINUTES.toMicros(1);

    /// Makes calls for the time, and returns when all have ended.
    Measured run(ClosedLoop.Call call) {
        var run = new Run();
        long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long begin = System.nanoTime();
        for (long due = begin; due - begin < time.toNanos(); due += step) {
            waitFor(due);
            run.begin(call, due);
        }
        return run.ended(begin);
    }

    private static void waitFor(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static final class Run {
        private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST, 3);
        private final LongAdder failed = new LongAdder();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final Phaser calls = new Phaser(1);

        void begin(ClosedLoop.Call call, long due) {
            var _ = calls.register();
            Futures.addCallback(call.begin(), callback(due), MoreExecutors.directExecutor());
        }

        private FutureCallback<Object> callback(long due) {
            return new FutureCallback<>() {
                @Override
                public void onSuccess(Object answer) {
                    long late = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
                    micros.recordValue(Math.min(LONGEST, late));
                    var _ = calls.arriveAndDeregister();
                }

                @Override
                public void onFailure(Throwable cause) {
                    failed.increment();
                    failure.compareAndSet(null, cause);
                    var _ = calls.arriveAndDeregister();
                }
            };
        }

        Measured ended(long begin) {
            var _ = calls.arriveAndAwaitAdvance();
            return Measured.of(micros, System.nanoTime() - begin, failed.sum(), failure.get());
        }
    }
}
