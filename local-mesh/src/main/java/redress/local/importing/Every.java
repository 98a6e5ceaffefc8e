package redress.local.importing;

import java.time.Duration;

/// Does something at most once in an interval, when asked; not thread safe.
final class Every {
    private final long interval;
    private final Runnable action;
    private long next;

    Every(Duration interval, Runnable action) {
        this.interval = interval.toNanos();
        this.action = action;
        this.next = System.nanoTime() + this.interval;
    }

    void whenDue() {
        if (nanosLeft() <= 0) {
            next = System.nanoTime() + interval;
            action.run();
        }
    }

    long nanosLeft() {
        return next - System.nanoTime();
    }
}
