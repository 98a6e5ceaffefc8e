package redress.cases.records;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// The records of cases that the caller of a transaction may see: all of each case they see.
public interface CaseRecords {
    /// Stores a new record.
    <M extends Message> void add(Transaction transaction, RecordKind<M> kind, M added);

    /// A record as it is.
    <M extends Message> Optional<M> find(Transaction transaction, RecordKind<M> kind, UUID id);

    /// A record as it is; nobody else changes it until the transaction ends.
    <M extends Message> Optional<M> lock(Transaction transaction, RecordKind<M> kind, UUID id);

    /// Stores a record as it has become.
    <M extends Message> void replace(Transaction transaction, RecordKind<M> kind, M changed);

    /// A page of records, newest first.
    <M extends Message> Page.Slice<M> list(
            Transaction transaction, RecordKind<M> kind, Filter filter, Page page);

    /// All records of a kind that a case has, oldest first.
    <M extends Message> List<M> of(Transaction transaction, RecordKind<M> kind, UUID caseId);

    /// Which records a list shows. What is empty does not matter.
    ///
    /// @param caseId the case
    /// @param state name of the state
    /// @param assignee whose it is to do
    /// @param dueBy last day, ISO 8601
    record Filter(Optional<UUID> caseId, String state, String assignee, String dueBy) {
        /// All records of a case.
        public static Filter of(UUID caseId) {
            return new Filter(Optional.of(caseId), "", "", "");
        }
    }
}
