package redress.cases.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.ListCasesRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Demand;
import redress.mesh.access.Refusal;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// The cases that the caller of a transaction may see.
public interface Cases {
    /// What a write of a case answers with.
    AnswerType<Case> ANSWER =
            new AnswerType<>(Case.parser(), known -> UUID.fromString(known.getId()));

    /// The next number, for instance `CASE-2026-000123`: never given twice, gaps are possible.
    String nextNumber(Transaction transaction);

    /// Stores a new case.
    ///
    /// @throws Refusal with ALREADY_EXISTS if its external identifier is taken, see [ExternalIds]
    void add(Transaction transaction, Case opened);

    /// A case as it is, if the caller may see it.
    Optional<Case> find(Transaction transaction, UUID id);

    /// A case as it is, if the caller may see it: read alone, and faster than in a transaction.
    Optional<Case> find(Database database, Caller caller, UUID id);

    /// The case that has a key in another system; the oldest, if others gave the same key unseen.
    Optional<Case> withKey(Transaction transaction, String externalId);

    /// A case as it is; nobody else changes it until the transaction ends.
    Optional<Case> lock(Transaction transaction, UUID id);

    /// Stores a case as it has become.
    ///
    /// @throws Refusal with ALREADY_EXISTS if its external identifier is taken, see [ExternalIds]
    void replace(Transaction transaction, Case changed);

    /// A page of cases.
    Page.Slice<Case> list(Transaction transaction, ListCasesRequest filters, Page page);

    /// Open cases whose recommendation no model has made and no person has judged, oldest first.
    List<Case> awaitingModel(Transaction transaction, int limit);

    /// Makes sure that the caller may see a case.
    ///
    /// @throws Refusal what [#missing] says
    default void requireVisible(Transaction transaction, UUID id) {
        if (find(transaction, id).isEmpty()) {
            throw missing(transaction, id);
        }
    }

    /// What to answer about a case that was not found: NOT_FOUND if it does not exist, or not for
    /// this caller; RESTRICTED if a person had its use restricted; if it is sensitive and theirs,
    /// that they must identify more surely.
    default Refusal missing(Transaction transaction, UUID id) {
        ItemMarks.requireUnrestricted(transaction, Set.of(id));
        return transaction.hides(() -> find(transaction, id).isPresent())
                ? Refusal.stepUp(Demand.SENSITIVE)
                : new Refusal(Reason.REASON_NOT_FOUND, "no such case");
    }
}
