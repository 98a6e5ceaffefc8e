package redress.decisions.serving;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redress.decisions.v1.Recommendation;
import redress.mesh.store.Transaction;

/// The recommendations that were given.
public interface Recommendations {
    /// Keeps recommendations as they were given.
    void add(Transaction transaction, List<Recommendation> given);

    /// A recommendation as it was given.
    Optional<Recommendation> find(Transaction transaction, UUID id);
}
