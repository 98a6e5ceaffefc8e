package redress.local.process;

import java.time.Duration;

/// What is told about a start or stop while it happens.
public interface Progress {
    void begins(String part);

    /// A longer step inside a part, such as unpacking.
    void step(String part, String what);

    /// Called several times a second while a part is waited for.
    void waits(String part, Duration elapsed);

    void ready(String part, String address, Duration elapsed);

    void alreadyRuns(String part, String address);

    void failed(String part);

    void stopped(String part, Duration elapsed);

    /// Tells nobody.
    static Progress silent() {
        return new SilentProgress();
    }
}
