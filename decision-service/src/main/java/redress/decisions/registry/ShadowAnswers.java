package redress.decisions.registry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import redress.decisions.v1.ShadowSummary;
import redress.mesh.store.Transaction;

/// What shadows said. It is kept without the item it is about and is given out as counts only.
public interface ShadowAnswers {
    /// Under this number of answers nothing is told of them.
    int LEAST = 30;

    /// Keeps what a shadow said.
    void add(Transaction transaction, List<ShadowAnswer> answers);

    /// How the answers of a version compare with those that were given; empty while there are few.
    Optional<ShadowSummary> summary(String version);

    /// Forgets answers that are older.
    void forget(Duration age);
}
