package redress.certs.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// When a running process took up new files, or what is known instead.
///
/// @param time as the process reported it
/// @param instead what people read where there is no time
public record LastReload(Optional<Instant> time, String instead) {
    static final LastReload NOT_RUNNING = of("not running");
    static final LastReload UNKNOWN = of("unknown");

    /// Its port shows the folder's certificate.
    static final LastReload SERVED = of("served");

    /// Its port shows another certificate than the folder's.
    static final LastReload ANOTHER = of("another");

    static final LastReload NO_ANSWER = of("no answer");

    static LastReload at(Instant time) {
        return new LastReload(Optional.of(time), "");
    }

    private static LastReload of(String instead) {
        return new LastReload(Optional.empty(), instead);
    }

    /// For people, to the second.
    public String brief() {
        return time.map(it -> it.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(instead);
    }

    /// For programs, as it was reported.
    public String exact() {
        return time.map(Instant::toString).orElse(instead);
    }
}
