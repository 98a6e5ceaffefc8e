package redress.local.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What became of the calls over one edge; safe for many threads.
public final class EdgeTally {
    private static final int FAILURES_KEPT = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<String> failures = new ArrayList<>();
    private long[] nanos = new long[1024];
    private int answered;
    private int failed;

    synchronized void clear() {
        answered = 0;
        failed = 0;
        failures.clear();
    }

    synchronized void answered(Duration took) {
        if (answered == nanos.length) {
            nanos = Arrays.copyOf(nanos, answered * 2);
        }
        nanos[answered++] = took.toNanos();
    }

    synchronized void failed(Instant when, String why) {
        failed++;
        if (failures.size() < FAILURES_KEPT) {
            failures.add(when + " " + why);
        }
    }

    public synchronized int answered() {
        return answered;
    }

    public synchronized int failed() {
        return failed;
    }

    /// When and why, of the first twenty.
    public synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /// The time that a share of the calls took at most, such as 0.99; 0 if there were none.
    public synchronized double millis(double share) {
        if (answered == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, answered);
        Arrays.sort(sorted);
        int last = (int) Math.ceil(share * answered) - 1;
        return sorted[Math.max(0, last)] / NANOS_PER_MILLI;
    }
}
