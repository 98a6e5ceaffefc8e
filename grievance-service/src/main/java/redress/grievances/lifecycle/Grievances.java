package redress.grievances.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ListGrievancesRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Demand;
import redress.mesh.access.Refusal;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// The grievances that the caller of a transaction may see. A new one may be stored unseen.
public interface Grievances {
    /// What a write of a grievance answers with.
    AnswerType<Grievance> ANSWER =
            new AnswerType<>(Grievance.parser(), known -> UUID.fromString(known.getId()));

    /// The next number, for instance `GRV-2026-000123`: never given twice, gaps are possible.
    String nextNumber(Transaction transaction);

    /// Stores a new grievance.
    ///
    /// @throws Refusal with ALREADY_EXISTS if its external identifier is taken, see [ExternalIds]
    void add(Transaction transaction, Grievance received);

    /// A grievance as it is, if the caller may see it.
    Optional<Grievance> find(Transaction transaction, UUID id);

    /// A grievance as it is, if the caller may see it: read alone, and faster than in a
    /// transaction.
    Optional<Grievance> find(Database database, Caller caller, UUID id);

    /// A grievance as it is; nobody else changes it until the transaction ends.
    Optional<Grievance> lock(Transaction transaction, UUID id);

    /// Stores a grievance as it has become.
    ///
    /// @throws Refusal with ALREADY_EXISTS if its external identifier is taken, see [ExternalIds]
    void replace(Transaction transaction, Grievance changed);

    /// A page of grievances.
    Page.Slice<Grievance> list(Transaction transaction, ListGrievancesRequest filters, Page page);

    /// Whether an appeal against a grievance is not decided yet. Only who has locked the grievance
    /// may rely on it.
    boolean hasOpenAppeal(Transaction transaction, UUID original);

    /// Open grievances whose recommendation no model has made and no person has judged, oldest
    /// first.
    List<Grievance> awaitingModel(Transaction transaction, int limit);

    /// Makes sure that the caller may see a grievance.
    ///
    /// @throws Refusal what [#missing] says
    default void requireVisible(Transaction transaction, UUID id) {
        if (find(transaction, id).isEmpty()) {
            throw missing(transaction, id);
        }
    }

    /// What to answer about a grievance that was not found: NOT_FOUND if it does not exist, or not
    /// for this caller; RESTRICTED if a person had its use restricted; if it is sensitive and
    /// theirs, that they must identify more surely.
    default Refusal missing(Transaction transaction, UUID id) {
        ItemMarks.requireUnrestricted(transaction, Set.of(id));
        return transaction.hides(() -> find(transaction, id).isPresent())
                ? Refusal.stepUp(Demand.SENSITIVE)
                : new Refusal(Reason.REASON_NOT_FOUND, "no such grievance");
    }
}
