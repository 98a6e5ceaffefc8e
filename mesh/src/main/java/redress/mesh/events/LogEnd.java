package redress.mesh.events;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;

/// How far the log has come. However many wait for it, one of them looks, for all.
@ApplicationScoped
public class LogEnd {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Supplier<Position> newest;
    private final long pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private Position known = Position.BEGINNING;
    private long nextLook = System.nanoTime();
    private boolean looking;
    private boolean stopped;

    @Inject
    public LogEnd(
            Database database, @ConfigProperty(name = "quarkus.application.name") String service) {
        this(() -> database.asService(service, EventLog::newest), PAUSE);
    }

    /// @param newest looks for the newest event of all
    /// @param pause between two looks
    LogEnd(Supplier<Position> newest, Duration pause) {
        this.newest = newest;
        this.pause = pause.toNanos();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    /// Sends away who waits.
    void stop() {
        lock.lock();
        try {
            stopped = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until something happened after a position. Whether the waiting caller sees it is
    /// another question.
    ///
    /// @param gone whether nobody waits any more
    /// @param until how long to wait, by [System#nanoTime]
    /// @throws Refusal with UNAVAILABLE if the service stops or its database is away
    void await(Position after, BooleanSupplier gone, long until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!known.isAfter(after) && !gone.getAsBoolean() && System.nanoTime() < until) {
                requireRunning();
                if (looking || System.nanoTime() < nextLook) {
                    var _ = moved.awaitNanos(pause);
                } else {
                    look();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    // The lock is not held while the database answers: others see in time that they are gone.
    private void look() {
        looking = true;
        Position found = known;
        lock.unlock();
        try {
            found = newest.get();
        } finally {
            lock.lock();
            looking = false;
            nextLook = System.nanoTime() + pause;
            known = found.isAfter(known) ? found : known;
            moved.signalAll();
        }
    }

    private void requireRunning() {
        if (stopped) {
            throw new Refusal(
                    Reason.REASON_UNAVAILABLE,
                    "the service stops: watch again from the last position");
        }
    }
}
