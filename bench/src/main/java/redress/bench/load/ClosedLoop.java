package redress.bench.load;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/// A fixed number of callers, each with one call in flight: the next begins when the last has
/// ended.
///
/// Latencies are those of a loop that waits: under overload they say less than the rate.
record ClosedLoop(int inFlight, Duration time) {
    /// Far more than a call may take, in microseconds.
    private static final long LONGEST = TimeUnit.MINUTES.toMicros(1);

    /// Makes calls for the time, one of each caller at least, and returns when all have ended.
    Measured run(Call call) {
        var run = new Run(call, System.nanoTime() + time.toNanos());
        long begin = System.nanoTime();
        for (int caller = 0; caller < inFlight; caller++) {
            run.begin();
        }
        run.await();
        return run.measured(System.nanoTime() - begin);
    }

    /// One kind of call.
    interface Call {
        /// Begins a call.
        ListenableFuture<?> begin();
    }

    private final class Run {
        private final Call call;
        private final long end;
        private final LongAdder failed = new LongAdder();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST, 3);
        private final CountDownLatch callers = new CountDownLatch(inFlight);

        Run(Call call, long end) {
            this.call = call;
            this.end = end;
        }

        void next() {
            if (System.nanoTime() < end) {
                begin();
            } else {
                callers.countDown();
            }
        }

        void begin() {
            long begin = System.nanoTime();
            Futures.addCallback(call.begin(), ended(begin), MoreExecutors.directExecutor());
        }

        private FutureCallback<Object> ended(long begin) {
            return new FutureCallback<>() {
                @Override
                public void onSuccess(Object answer) {
                    micros.recordValue(
                            Math.min(
                                    LONGEST,
                                    TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin)));
                    next();
                }

                @Override
                public void onFailure(Throwable cause) {
                    failed.increment();
                    failure.compareAndSet(null, cause);
                    next();
                }
            };
        }

        void await() {
            try {
                callers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }

        Measured measured(long nanos) {
            return Measured.of(micros, nanos, failed.sum(), failure.get());
        }
    }

    /// What a run showed.
    ///
    /// @param rate calls that were answered, in calls/s
    /// @param median latency in ms
    /// @param high 99th percentile of the latency in ms
    /// @param failed calls that were not answered
    /// @param failure the first failure
    record Measured(
            double rate, double median, double high, long failed, @Nullable Throwable failure) {
        static Measured of(
                AbstractHistogram micros, long nanos, long failed, @Nullable Throwable failure) {
            return new Measured(
                    micros.getTotalCount() / (nanos / 1e9),
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    failed,
                    failure);
        }
    }
}
