package redress.decisions.registry;

import java.util.List;
import java.util.Optional;
import redress.decisions.models.Kind;
import redress.decisions.v1.ModelLine;
import redress.mesh.store.Transaction;

/// Where it is kept which versions answer: one line a kind.
public interface ModelLines {
    /// All lines that the caller may see, in the order of their kinds.
    List<ModelLine> all(Transaction transaction);

    /// A line, locked until the transaction ends.
    Optional<ModelLine> lock(Transaction transaction, Kind kind);

    /// Begins a line; false if there is one.
    boolean begin(Transaction transaction, ModelLine line);

    /// Keeps a changed line.
    void replace(Transaction transaction, ModelLine line);
}
