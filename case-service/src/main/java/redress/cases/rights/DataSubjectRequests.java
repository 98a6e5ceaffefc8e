package redress.cases.rights;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.ListRequestsRequest;

/// The requests of data subjects.
public interface DataSubjectRequests {
    /// The next number, for instance `DSR-2026-000123`.
    String nextNumber(Transaction transaction);

    /// Stores a new request.
    void add(Transaction transaction, DataSubjectRequest received);

    /// A request as it is.
    Optional<DataSubjectRequest> find(Transaction transaction, UUID id);

    /// A request as it is; nobody else changes it until the transaction ends.
    Optional<DataSubjectRequest> lock(Transaction transaction, UUID id);

    /// Stores a request as it has become.
    ///
    /// @param nextAttempt when somebody must go on with it; empty: there is nothing left to do
    void replace(
            Transaction transaction, DataSubjectRequest changed, Optional<Instant> nextAttempt);

    /// A page of requests, newest first.
    Page.Slice<DataSubjectRequest> list(
            Transaction transaction, ListRequestsRequest filters, Page page);

    /// Takes a request whose time has come, for as long as a lease lasts. No two processes get the
    /// same one.
    Optional<UUID> claim(Transaction transaction, Duration lease);

    /// Whether a running erasure has settled to erase the item.
    boolean isBeingErased(Transaction transaction, UUID item);

    /// Erases what is personal in a request that was fulfilled and in earlier ones that have ended:
    /// of the same person, which is who names no other identifier, or about erased items alone.
    void eraseLike(Transaction transaction, DataSubjectRequest fulfilled);

    /// What to answer about a request that does not exist.
    static Refusal notFound() {
        return new Refusal(Reason.REASON_NOT_FOUND, "no such request");
    }
}
