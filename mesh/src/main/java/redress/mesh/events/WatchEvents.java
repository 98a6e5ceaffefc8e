package redress.mesh.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import redress.access.v1.Reason;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;

/// Tells a caller what happens to the items that they see, from a position on, until they go.
@ApplicationScoped
public class WatchEvents {
    private static final int BATCH = 100;

    /// Who watches hears at least this often how far the log has come.
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /// How long what was looked up may wait for who watches.
    private static final Duration FRESH = Duration.ofSeconds(2);

    /// Many may watch: other calls keep most of the connections to the database.
    private static final int LOOKS_AT_ONCE = 4;

    private final Database database;
    private final LogEnd end;
    private final Duration silence;
    private final Duration fresh;
    private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE, true);

    @Inject
    public WatchEvents(Database database, LogEnd end) {
        this(database, end, SILENCE, FRESH);
    }

    /// @param silence how long who watches hears nothing
    /// @param fresh how long what was looked up may wait; more than the look-up of one event takes
    public WatchEvents(Database database, LogEnd end, Duration silence, Duration fresh) {
        this.database = database;
        this.end = end;
        this.silence = silence;
        this.fresh = fresh;
    }

    /// Where to begin.
    ///
    /// @param position as the contract writes it; empty: with the first event
    /// @param fromNow whether to begin with what happens from now on instead
    public record Start(String position, boolean fromNow) {
        public Start {
            if (fromNow && !position.isEmpty()) {
                throw Refusal.invalid("from_now", "with a position (expected: one of the two)");
            }
        }
    }

    /// Who watches.
    public interface Watcher {
        /// Whether nobody hears any more.
        boolean isGone();

        /// Waits until the next event would be heard without piling up, or nobody hears any more.
        void awaitRoom();

        /// Hears of an event.
        ///
        /// @param event what happened; empty: nothing more so far
        /// @param position where to go on after a break
        void tell(Optional<LoggedEvent> event, Position position);
    }

    /// Tells until the watcher is gone. Each transaction asks anew what the caller sees.
    ///
    /// @throws Refusal if the position is not of this log, with UNAVAILABLE if the service stops or
    ///   its database is away: watch again from the last position that was told
    public void watch(Caller caller, Start start, Watcher watcher) {
        try {
            new Watch(caller, watcher, first(caller, start)).goOn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Reason.REASON_UNAVAILABLE, "the call was interrupted: try again");
        }
    }

    private Position first(Caller caller, Start start) {
        return start.fromNow() ? database.as(caller, EventLog::end) : Position.of(start.position());
    }

    private EventLog.Slice since(Caller caller, Position after) throws InterruptedException {
        looks.acquire();
        try {
            return database.as(caller, each -> EventLog.since(each, after, BATCH));
        } finally {
            looks.release();
        }
    }

    /// One watcher and how far they have heard.
    private final class Watch {
        private final Caller caller;
        private final Watcher watcher;
        private Position position;
        private long mention = System.nanoTime();

        Watch(Caller caller, Watcher watcher, Position position) {
            this.caller = caller;
            this.watcher = watcher;
            this.position = position;
        }

        void goOn() throws InterruptedException {
            while (!watcher.isGone()) {
                var slice = since(caller, position);
                if (tell(slice.events())) {
                    position = slice.end();
                    mention();
                    if (slice.isLast()) {
                        end.await(position, watcher::isGone, mention);
                    }
                }
            }
        }

        // Who reads slowly may lose sight of an item meanwhile: what waited is looked up again.
        private boolean tell(List<LoggedEvent> events) {
            long old = System.nanoTime() + fresh.toNanos();
            for (var event : events) {
                watcher.awaitRoom();
                if (watcher.isGone() || System.nanoTime() >= old) {
                    return false;
                }
                position = event.position();
                watcher.tell(Optional.of(event), position);
            }
            return true;
        }

        private void mention() {
            if (System.nanoTime() >= mention) {
                watcher.awaitRoom();
                watcher.tell(Optional.empty(), position);
                mention = System.nanoTime() + silence.toNanos();
            }
        }
    }
}
