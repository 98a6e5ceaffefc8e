package redress.cases.rights;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;
import redress.rights.v1.LegalHold;
import redress.rights.v1.ListHoldsRequest;

/// The legal holds on cases and grievances of all services.
public interface LegalHolds {
    /// Lets nobody else place a hold, or settle what is erased, until the transaction ends.
    void settle(Transaction transaction);

    /// Stores a new hold.
    void add(Transaction transaction, LegalHold hold);

    /// A hold as it is; nobody else changes it until the transaction ends.
    Optional<LegalHold> lock(Transaction transaction, UUID id);

    /// Stores a hold as it has become.
    void replace(Transaction transaction, LegalHold changed);

    /// Holds in force on the items, one for each item that has any.
    Map<String, LegalHold> inForce(Transaction transaction, Collection<UUID> items);

    /// A page of holds, newest first.
    Page.Slice<LegalHold> list(Transaction transaction, ListHoldsRequest filters, Page page);
}
