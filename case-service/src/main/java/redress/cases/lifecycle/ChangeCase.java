package redress.cases.lifecycle;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// How every change of a case is made: once per request, on the version that the caller read, with
/// its event in the same transaction.
@ApplicationScoped
public class ChangeCase {
    private final Database database;
    private final Cases cases;

    ChangeCase(Database database, Cases cases) {
        this.database = database;
        this.cases = cases;
    }

    /// What is to be changed.
    ///
    /// @param request the whole request
    /// @param id the case
    /// @param etag the version that was read
    /// @param event what to tell, for instance `case.closed`
    /// @param summary what changed, in words for staff
    public record Change(Message request, String id, String etag, String event, String summary) {}

    /// Makes a change that needs nothing but the case.
    public Case apply(Caller caller, Change change, UnaryOperator<Case> rule) {
        return apply(caller, change, (transaction, before) -> rule.apply(before));
    }

    /// Makes a change.
    ///
    /// @throws Refusal with NOT_FOUND, RESTRICTED, ERASED, INSUFFICIENT_USER_AUTHENTICATION,
    ///   STALE_ETAG, REQUEST_ID_REUSED, or what the rule refuses
    public Case apply(Caller caller, Change change, BiFunction<Transaction, Case, Case> rule) {
        return apply(caller, change, List.of(), rule);
    }

    /// Makes a change whose rule changes other cases as well. All are locked in one order, so that
    /// nobody who changes the same ones the other way round waits for this change, and this for
    /// them.
    ///
    /// @throws Refusal as above
    Case apply(
            Caller caller,
            Change change,
            List<UUID> others,
            BiFunction<Transaction, Case, Case> rule) {
        UUID id = Database.id("id", change.id());
        var event = new Event(id, change.event(), change.summary());
        return database.once(
                caller,
                RequestKey.of(change.request()),
                Cases.ANSWER,
                transaction -> {
                    lockAll(transaction, id, others);
                    return changed(transaction, event, onVersion(change.etag(), rule));
                });
    }

    private void lockAll(Transaction transaction, UUID id, List<UUID> others) {
        if (!others.isEmpty()) {
            Stream.concat(Stream.of(id), others.stream())
                    .sorted()
                    .forEach(each -> cases.lock(transaction, each));
        }
    }

    private static BiFunction<Transaction, Case, Case> onVersion(
            String etag, BiFunction<Transaction, Case, Case> rule) {
        return (transaction, before) -> {
            if (!before.getEtag().equals(etag)) {
                throw new Refusal(
                        Reason.REASON_STALE_ETAG,
                        "etag: the case has changed since (read it again)");
            }
            return rule.apply(transaction, before);
        };
    }

    /// Makes a change in whatever version the case is.
    ///
    /// @param event what to tell, about which case
    /// @throws Refusal as above, but for STALE_ETAG
    Case apply(
            Caller caller, RequestKey key, Event event, BiFunction<Transaction, Case, Case> rule) {
        return database.once(
                caller, key, Cases.ANSWER, transaction -> changed(transaction, event, rule));
    }

    private Case changed(
            Transaction transaction, Event event, BiFunction<Transaction, Case, Case> rule) {
        UUID id = event.subject();
        Case before = cases.lock(transaction, id).orElseThrow(() -> cases.missing(transaction, id));
        if (before.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        Case after = next(transaction, rule.apply(transaction, before));
        cases.replace(transaction, after);
        transaction.record(event);
        return after;
    }

    /// The case as its next version.
    public static Case next(Transaction transaction, Case changed) {
        return changed.toBuilder()
                .setEtag(Long.toString(Long.parseLong(changed.getEtag()) + 1))
                .setUpdatedAt(Timeline.timestamp(transaction.now()))
                .build();
    }
}
