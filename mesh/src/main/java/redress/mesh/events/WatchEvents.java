package redress.mesh.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
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

    private final Database database;
    private final LogEnd end;
    private final Duration silence;

    @Inject
    public WatchEvents(Database database, LogEnd end) {
        this(database, end, SILENCE);
    }

    WatchEvents(Database database, LogEnd end, Duration silence) {
        this.database = database;
        this.end = end;
        this.silence = silence;
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
            Position position = first(caller, start);
            long mention = System.nanoTime();
            while (!watcher.isGone()) {
                var slice = since(caller, position);
                slice.events().forEach(each -> watcher.tell(Optional.of(each), each.position()));
                position = slice.end();
                if (slice.isLast()) {
                    if (System.nanoTime() >= mention) {
                        watcher.tell(Optional.empty(), position);
                        mention = System.nanoTime() + silence.toNanos();
                    }
                    end.await(position, watcher::isGone, mention);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Reason.REASON_UNAVAILABLE, "the call was interrupted: try again");
        }
    }

    private Position first(Caller caller, Start start) {
        return start.fromNow() ? database.as(caller, EventLog::end) : Position.of(start.position());
    }

    private EventLog.Slice since(Caller caller, Position after) {
        return database.as(caller, each -> EventLog.since(each, after, BATCH));
    }
}
