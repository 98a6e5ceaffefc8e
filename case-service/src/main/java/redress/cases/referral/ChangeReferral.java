package redress.cases.referral;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.BiFunction;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.lifecycle.Cases;
import redress.cases.v1.Referral;
import redress.mesh.access.Caller;
import redress.mesh.access.Demand;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// How every change of a referral is made: by its sender or its receiver, once per request, on the
/// version that they read, with an event of the case in the same transaction.
@ApplicationScoped
public class ChangeReferral {
    /// What a write of a referral answers with.
    static final AnswerType<Referral> ANSWER =
            new AnswerType<>(Referral.parser(), known -> UUID.fromString(known.getId()));

    private final Database database;
    private final Cases cases;
    private final Referrals referrals;

    ChangeReferral(Database database, Cases cases, Referrals referrals) {
        this.database = database;
        this.cases = cases;
        this.referrals = referrals;
    }

    /// What is to be changed.
    ///
    /// @param request the whole request
    /// @param id the referral
    /// @param etag the version that was read
    /// @param done what to tell, for instance `accepted`
    record Change(Message request, String id, String etag, String done) {}

    /// Changes a referral as its receiver.
    Referral asReceiver(
            Caller caller, Change change, BiFunction<Transaction, Referral, Referral> rule) {
        return apply(
                caller,
                change,
                (transaction, before) -> {
                    requireReceiver(caller, before);
                    return rule.apply(transaction, before);
                });
    }

    /// Changes a referral as its sender.
    Referral asSender(
            Caller caller, Change change, BiFunction<Transaction, Referral, Referral> rule) {
        return apply(
                caller,
                change,
                (transaction, before) -> {
                    if (!isSender(caller, transaction, before)) {
                        throw new Refusal(
                                Reason.REASON_ROLE_MISSING, "only the sender may do this");
                    }
                    return rule.apply(transaction, before);
                });
    }

    /// What a caller sees of a referral.
    Referral shown(Caller caller, Transaction transaction, Referral known) {
        return isSender(caller, transaction, known)
                ? ReferralView.forSender(known, transaction.now())
                : ReferralView.forReceiver(known, transaction.now());
    }

    /// What to answer about a referral that was not found.
    Refusal missing(Transaction transaction, UUID id) {
        return transaction.hides(() -> referrals.find(transaction, id).isPresent())
                ? Refusal.stepUp(Demand.SENSITIVE)
                : new Refusal(Reason.REASON_NOT_FOUND, "no such referral");
    }

    /// A referral as its next version.
    static Referral next(Transaction transaction, Referral changed) {
        return changed.toBuilder()
                .setEtag(Long.toString(Long.parseLong(changed.getEtag()) + 1))
                .setUpdatedAt(Timeline.timestamp(transaction.now()))
                .build();
    }

    /// What the case tells of a change of its referral; not of which service: events are never
    /// erased.
    static Event event(Referral known, String done) {
        return new Event(
                UUID.fromString(known.getCaseId()), "case.referral_" + done, "referral " + done);
    }

    private Referral apply(
            Caller caller, Change change, BiFunction<Transaction, Referral, Referral> rule) {
        UUID id = Database.id("id", change.id());
        var answer =
                database.once(
                        caller,
                        RequestKey.of(change.request()),
                        ANSWER,
                        transaction -> {
                            var before = usable(transaction, id, change.etag());
                            var after = next(transaction, rule.apply(transaction, before));
                            referrals.replace(transaction, after);
                            transaction.record(event(after, change.done()));
                            return shown(caller, transaction, after);
                        });
        return database.as(caller, transaction -> stillShown(caller, transaction, id, answer));
    }

    // A repetition gets the first answer again, but for what was shared until it ended.
    private Referral stillShown(Caller caller, Transaction transaction, UUID id, Referral answer) {
        var known = referrals.find(transaction, id).orElseThrow(() -> missing(transaction, id));
        return ReferralState.of(known, transaction.now()).isOpen()
                        || isSender(caller, transaction, known)
                ? answer
                : ReferralView.ended(answer);
    }

    private Referral usable(Transaction transaction, UUID id, String etag) {
        var before = referrals.lock(transaction, id).orElseThrow(() -> missing(transaction, id));
        if (before.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        if (!before.getEtag().equals(etag)) {
            throw new Refusal(
                    Reason.REASON_STALE_ETAG, "etag: the referral has changed (read it again)");
        }
        return before;
    }

    // A partner system never counts as sender, whatever it serves: it is shown what is shared.
    private boolean isSender(Caller caller, Transaction transaction, Referral known) {
        return !caller.has(Role.ROLE_PARTNER_SYSTEM)
                && cases.find(transaction, UUID.fromString(known.getCaseId())).isPresent();
    }

    private static void requireReceiver(Caller caller, Referral known) {
        var details = known.getDetails();
        boolean received =
                switch (details.getToCase()) {
                    case RECEIVER -> details.getReceiver().equals(caller.userName());
                    case TO_PROGRAMME -> serves(caller, details.getToProgramme());
                    case TO_NOT_SET -> false;
                };
        if (!received) {
            throw new Refusal(Reason.REASON_ROLE_MISSING, "only the receiver may do this");
        }
    }

    private static boolean serves(Caller caller, String programme) {
        var served = caller.scope().programmes();
        return !caller.has(Role.ROLE_PARTNER_SYSTEM)
                && (served.contains(programme) || served.contains(Scope.ALL));
    }
}
