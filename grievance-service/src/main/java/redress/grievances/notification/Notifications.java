package redress.grievances.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import redress.mesh.store.Transaction;

/// What is to be told, and what became of it. What is due when is told by the clock of the
/// database: those of two processes may differ.
public interface Notifications {
    /// One that is to be told now.
    ///
    /// @param id of the notification, and of its mail
    /// @param attempts tries with this one
    /// @param isLate whether it was tried for as long as it may be
    record Claimed(UUID id, UUID grievance, News news, int attempts, boolean isLate) {}

    /// How one ends.
    enum End {
        /// A mail server took it.
        TOLD,
        /// It must not be told any more.
        NOT_TOLD,
        /// It can't be told.
        GIVEN_UP
    }

    /// How many there are.
    ///
    /// @param waiting that are still to be told
    /// @param givenUp that nobody could be told, of those that are kept
    record Counts(long waiting, long givenUp) {}

    /// Adds news of a grievance that the caller sees.
    void add(Transaction transaction, UUID grievance, News news);

    /// Takes what is due: of each grievance the first that still waits. Another process takes
    /// others, and these again when the lease is over and nothing became of them.
    ///
    /// @param giveUpAfter how long one may be tried
    List<Claimed> claim(Transaction transaction, Duration lease, Duration giveUpAfter, int limit);

    /// Notes the end of one, once.
    ///
    /// @param reason empty if it was told
    /// @return false if its end was noted before
    boolean end(Transaction transaction, Claimed done, End end, String reason);

    /// Puts one off, unless another process has taken it meanwhile.
    void again(Transaction transaction, Claimed failed, Duration wait, String reason);

    /// Forgets some of those that ended before an instant.
    ///
    /// @return how many were forgotten
    int forget(Transaction transaction, Instant before, int limit);

    /// How many there are now.
    Counts counts(Transaction transaction);
}
