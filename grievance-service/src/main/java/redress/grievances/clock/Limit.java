package redress.grievances.clock;

import java.time.Duration;
import java.time.Instant;

/// A limit of one grievance: passed at most once, whatever happens.
///
/// @param kind what is limited
/// @param round how often the grievance had been opened
/// @param atRiskAt when it will be at risk
/// @param dueAt when it passes
/// @param running whether it runs now: not while the complainant is asked, not after it was met
public record Limit(Kind kind, int round, Instant atRiskAt, Instant dueAt, boolean running) {
    /// What is limited.
    public enum Kind {
        /// The complainant hears that the grievance arrived.
        ACKNOWLEDGE,
        /// The grievance is decided.
        RESOLVE
    }

    /// How long grievances of a kind may take, in working time.
    ///
    /// @param acknowledge until the complainant hears of it
    /// @param resolve until it is decided
    public record Lengths(Duration acknowledge, Duration resolve) {}

    boolean isAtRisk(Instant now) {
        return running && !now.isBefore(atRiskAt);
    }

    boolean isDue(Instant now) {
        return running && !now.isBefore(dueAt);
    }
}
