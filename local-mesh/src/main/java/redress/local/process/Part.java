package redress.local.process;

import java.time.Duration;
import java.util.List;
import redress.local.home.Port;

/// One part of the mesh: how it is prepared, started, known to be ready, and stopped.
public interface Part {
    /// Also the name of its log.
    String name();

    /// Where it answers, for people.
    String address();

    List<Port> ports();

    /// Refuses early what would make a start fail, before anything else is started.
    ///
    /// @throws redress.local.home.LaunchFailure such as for a port that is taken
    default void check() {
        ports().forEach(FreePort::check);
    }

    /// Puts on disk what the process needs; does nothing that is already done.
    ///
    /// @throws redress.local.home.LaunchFailure if it cannot
    void prepare(Progress progress);

    Launch launch();

    /// Whether it does its work now, asked as its users would ask.
    boolean ready();

    /// What is to be done once, when it has become ready.
    default void settle() {}

    /// How long it may take to become ready.
    default Duration patience() {
        return Duration.ofSeconds(60);
    }

    default StopSignal stopSignal() {
        return StopSignal.TERM;
    }
}
