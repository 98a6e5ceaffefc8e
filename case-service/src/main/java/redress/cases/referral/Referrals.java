package redress.cases.referral;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redress.cases.v1.Case;
import redress.cases.v1.ListReferralsRequest;
import redress.cases.v1.Referral;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// The referrals that the caller of a transaction sent or received: those of cases that they see,
/// and those to them.
public interface Referrals {
    /// Stores a new referral of a case.
    void add(Transaction transaction, Case of, Referral added);

    /// A referral as it is.
    Optional<Referral> find(Transaction transaction, UUID id);

    /// A referral as it is; nobody else changes it until the transaction ends.
    Optional<Referral> lock(Transaction transaction, UUID id);

    /// Stores a referral as it has become.
    void replace(Transaction transaction, Referral changed);

    /// A page of referrals, newest first.
    Page.Slice<Referral> list(Transaction transaction, ListReferralsRequest filters, Page page);

    /// All referrals of cases, oldest first; nobody else changes them until the transaction ends.
    List<Referral> lockOf(Transaction transaction, Collection<UUID> cases);

    /// Some requests that nobody answered in time; nobody else changes them until the transaction
    /// ends.
    List<Referral> lockExpired(Transaction transaction, int limit);
}
