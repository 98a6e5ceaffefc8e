package redress.cases.records;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import redress.access.v1.Reason;
import redress.cases.lifecycle.CaseRules;
import redress.cases.lifecycle.Cases;
import redress.cases.v1.Case;
import redress.mesh.access.Caller;
import redress.mesh.access.Demand;
import redress.mesh.access.Refusal;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// How every record of a case is added and changed: once per request, on the version that the
/// caller read, with its event in the same transaction.
@ApplicationScoped
public class KeepRecords {
    private final Database database;
    private final Cases cases;
    private final CaseRecords records;

    public KeepRecords(Database database, Cases cases, CaseRecords records) {
        this.database = database;
        this.cases = cases;
        this.records = records;
    }

    /// What is done.
    ///
    /// @param request the whole request
    /// @param id the case to which a record is added, or the record that is changed
    /// @param etag the version that was read; empty for a new one
    /// @param event what to tell, for instance `case.task_added`
    /// @param summary what changed, in words for staff
    public record Step(Message request, String id, String etag, String event, String summary) {}

    /// Adds a record to a case. Nobody else changes the case meanwhile.
    ///
    /// @param made makes the record, without version
    /// @throws Refusal with NOT_FOUND, RESTRICTED, ERASED, INSUFFICIENT_USER_AUTHENTICATION,
    ///   REQUEST_ID_REUSED, or what the maker refuses
    public <M extends Message> M add(
            Caller caller, RecordKind<M> kind, Step step, BiFunction<Transaction, Case, M> made) {
        UUID caseId = Database.id("case_id", step.id());
        return database.once(
                caller,
                RequestKey.of(step.request()),
                new AnswerType<>(kind.parser(), kind::caseId),
                transaction -> {
                    Case of = usable(transaction, caseId);
                    var now = Timeline.timestamp(transaction.now());
                    M added = kind.next(made.apply(transaction, of), now);
                    records.add(transaction, kind, added);
                    transaction.record(new Event(caseId, step.event(), step.summary()));
                    return added;
                });
    }

    /// Changes a record of an active case.
    ///
    /// @throws Refusal as for [#add], and STALE_ETAG; with ILLEGAL_TRANSITION if the case is not
    ///   active
    public <M extends Message> M change(
            Caller caller, RecordKind<M> kind, Step step, BiFunction<Transaction, M, M> rule) {
        return changeWithin(
                caller, kind, step, (transaction, _, before) -> rule.apply(transaction, before));
    }

    /// Changes a record of an active case by a rule that looks at the case too.
    ///
    /// @throws Refusal as for [#change]
    public <M extends Message> M changeWithin(
            Caller caller, RecordKind<M> kind, Step step, Rule<M> rule) {
        return changeOf(
                caller,
                kind,
                step,
                (transaction, of, before) -> {
                    CaseRules.requireActive(of, "have its %s changed".formatted(kind.name()));
                    return rule.apply(transaction, of, before);
                });
    }

    /// Ends a record, in whatever state its case is: nothing stays open because its case ended
    /// first.
    ///
    /// @throws Refusal as for [#add], and STALE_ETAG
    public <M extends Message> M end(
            Caller caller, RecordKind<M> kind, Step step, BiFunction<Transaction, M, M> rule) {
        return changeOf(
                caller, kind, step, (transaction, _, before) -> rule.apply(transaction, before));
    }

    private <M extends Message> M changeOf(
            Caller caller, RecordKind<M> kind, Step step, Rule<M> rule) {
        UUID id = Database.id("id", step.id());
        return database.once(
                caller,
                RequestKey.of(step.request()),
                new AnswerType<>(kind.parser(), kind::caseId),
                transaction -> {
                    Case of = lockCaseOf(transaction, kind, id);
                    M before = lock(transaction, kind, id);
                    if (!kind.etag(before).equals(step.etag())) {
                        throw new Refusal(
                                Reason.REASON_STALE_ETAG,
                                "etag: it has changed since (read it again)");
                    }
                    M after = store(transaction, kind, rule.apply(transaction, of, before));
                    transaction.record(new Event(kind.caseId(after), step.event(), step.summary()));
                    return after;
                });
    }

    /// Stores a record as its next version, in the change of another one.
    public <M extends Message> M store(Transaction transaction, RecordKind<M> kind, M changed) {
        M after = kind.next(changed, Timeline.timestamp(transaction.now()));
        records.replace(transaction, kind, after);
        return after;
    }

    /// A page of the records of a case, newest first.
    public <M extends Message> Page.Slice<M> list(
            Caller caller, RecordKind<M> kind, String caseId, Page page) {
        UUID id = Database.id("case_id", caseId);
        return read(
                caller,
                transaction -> {
                    cases.requireVisible(transaction, id);
                    return records.list(transaction, kind, CaseRecords.Filter.of(id), page);
                });
    }

    /// Reads on behalf of a caller.
    public <T> T read(Caller caller, Function<Transaction, T> work) {
        return database.as(caller, work);
    }

    /// What becomes of a record.
    public interface Rule<M> {
        /// The record as it becomes.
        M apply(Transaction transaction, Case of, M before);
    }

    // The case first: whoever changes what belongs to it waits there.
    private <M extends Message> Case lockCaseOf(
            Transaction transaction, RecordKind<M> kind, UUID id) {
        M found =
                records.find(transaction, kind, id)
                        .orElseThrow(() -> missing(transaction, kind, id));
        return usable(transaction, kind.caseId(found));
    }

    private <M extends Message> M lock(Transaction transaction, RecordKind<M> kind, UUID id) {
        M known =
                records.lock(transaction, kind, id)
                        .orElseThrow(() -> missing(transaction, kind, id));
        if (kind.isErased(known)) {
            throw ItemMarks.erased();
        }
        return known;
    }

    private <M extends Message> Refusal missing(
            Transaction transaction, RecordKind<M> kind, UUID id) {
        return transaction.hides(() -> records.find(transaction, kind, id).isPresent())
                ? Refusal.stepUp(Demand.SENSITIVE)
                : new Refusal(Reason.REASON_NOT_FOUND, "no such " + kind.name());
    }

    private Case usable(Transaction transaction, UUID caseId) {
        Case known =
                cases.lock(transaction, caseId)
                        .orElseThrow(() -> cases.missing(transaction, caseId));
        if (known.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        return known;
    }
}
