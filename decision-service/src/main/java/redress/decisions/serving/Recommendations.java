package redress.decisions.serving;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redress.decisions.v1.ItemScope;
import redress.decisions.v1.Recommendation;
import redress.mesh.store.Transaction;

/// The recommendations that were given.
public interface Recommendations {
    /// A recommendation and who may see it.
    record Scoped(Recommendation recommendation, ItemScope scope) {}

    /// Keeps recommendations as they were given.
    void add(Transaction transaction, List<Scoped> given);

    /// A recommendation as it was given, if the caller may see it.
    Optional<Recommendation> find(Transaction transaction, UUID id);
}
