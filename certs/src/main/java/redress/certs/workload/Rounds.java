package redress.certs.workload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The agent's looks, one after another: whatever one of them meets, there is a next. For one
/// thread.
///
/// After a look that failed it rests a second, after each further one twice as long, up to the time
/// between two looks; a change of the authority does not shorten the rest, since the look itself
/// may have made it.
public final class Rounds {
    private static final Duration FIRST_REST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 16;

    private final Supplier<List<Visit>> pass;
    private final Watch watch;
    private final Duration longestRest;
    private final InstantSource clock;
    private Instant failed = Instant.EPOCH;
    private int failures;

    /// @param pass one look, such as [Agent#pass]
    /// @param watch says when the next one is due
    public Rounds(
            Supplier<List<Visit>> pass, Watch watch, Duration longestRest, InstantSource clock) {
        this.pass = pass;
        this.watch = watch;
        this.longestRest = longestRest;
        this.clock = clock;
    }

    /// Looks if it is time to.
    ///
    /// @param alarm is told of what ended a look
    public void look(Consumer<List<Visit>> report, Consumer<Throwable> alarm) {
        if (!isTime()) {
            return;
        }
        try {
            report.accept(pass.get());
            failures = 0;
        } catch (Throwable fault) { // an error too: who else would renew the certificates?
            failed = clock.instant();
            failures++;
            alarm.accept(fault);
        }
    }

    private boolean isTime() {
        if (failures == 0) {
            return watch.isDue();
        }
        Instant now = clock.instant();
        // A clock that was put back must not put the next look off.
        boolean rests = !now.isBefore(failed) && now.isBefore(failed.plus(rest()));
        return !rests;
    }

    private Duration rest() {
        Duration doubled = FIRST_REST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longestRest) < 0 ? doubled : longestRest;
    }
}
