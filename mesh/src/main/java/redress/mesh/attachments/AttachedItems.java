package redress.mesh.attachments;

import java.util.UUID;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Transaction;

/// The items of a service that files belong to.
public interface AttachedItems {
    /// What an item is called, as in `case.opened`.
    String kind();

    /// Whether the caller oversees those who upload: they may delete what others uploaded.
    boolean isOverseer(Caller caller);

    /// Makes sure that the caller may see an item.
    ///
    /// @throws Refusal that says why not
    void requireVisible(Transaction transaction, UUID item);

    /// Makes sure that the caller sees an item that is not erased; nobody else changes it until the
    /// transaction ends.
    ///
    /// @throws Refusal that says why not
    void lock(Transaction transaction, UUID item);

    /// The same, and that it takes files.
    ///
    /// @throws Refusal also if it has ended
    void lockOpen(Transaction transaction, UUID item);

    /// Whether a legal hold is on the item.
    ///
    /// @throws Refusal with UNAVAILABLE if that can't be known now
    boolean isHeld(UUID item);
}
