package redress.grievances.clock;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import redress.mesh.store.Transaction;

/// The limits of grievances, as the store keeps them: one row a limit. Whoever claims that one is
/// at risk or has passed is the only one, at whichever replica.
public interface Limits {
    /// Stores the limits of a new grievance.
    void add(Transaction transaction, UUID grievance, List<Limit> limits);

    /// Stores limits as they have become. What was claimed stays claimed; what was put off is not
    /// any more.
    void set(Transaction transaction, UUID grievance, List<Limit> limits);

    /// Grievances with a limit that asks for attention now, those that have waited longest first.
    /// Restricted ones are left out, and those that were put off.
    List<UUID> waiting(Transaction transaction, Instant now, int most);

    /// Grievances that were put off until now or earlier, those first that have waited longest.
    /// Restricted ones are left out.
    List<UUID> toRetry(Transaction transaction, Instant now, int most);

    /// Puts off a grievance that can't be looked at, unless somebody else is at it.
    void putOff(Transaction transaction, UUID grievance, Instant until);

    /// Claims that a limit of a grievance is at risk.
    ///
    /// @return false if it is not, does not run, or was claimed before
    boolean claimRisk(Transaction transaction, UUID grievance, Limit limit, Instant now);

    /// Claims that a limit of a grievance has passed.
    ///
    /// @return false if it has not, does not run, or was claimed before
    boolean claimBreach(Transaction transaction, UUID grievance, Limit limit, Instant now);
}
