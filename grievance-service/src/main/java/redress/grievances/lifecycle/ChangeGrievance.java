package redress.grievances.lifecycle;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import redress.access.v1.Reason;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// How every change of a grievance is made: once per request, on the version that the caller read,
/// with its event in the same transaction.
@ApplicationScoped
public class ChangeGrievance {
    private final Database database;
    private final Grievances grievances;
    private final ActionLog log;
    private final Clock clock;
    private final TellsComplainants complainants;

    ChangeGrievance(
            Database database,
            Grievances grievances,
            ActionLog log,
            Clock clock,
            TellsComplainants complainants) {
        this.database = database;
        this.grievances = grievances;
        this.log = log;
        this.clock = clock;
        this.complainants = complainants;
    }

    /// What is to be changed.
    ///
    /// @param request the whole request
    /// @param id the grievance
    /// @param etag the version that was read
    /// @param event what to tell, for instance `grievance.resolved`
    /// @param summary what changed, in words for staff
    public record Change(Message request, String id, String etag, String event, String summary) {
        /// A change that a request with `id` and `etag` asks for.
        public static Change of(Message request, String event, String summary) {
            return new Change(request, text(request, "id"), text(request, "etag"), event, summary);
        }

        private static String text(Message request, String field) {
            return (String) request.getField(request.getDescriptorForType().findFieldByName(field));
        }
    }

    /// Makes a step and logs it.
    ///
    /// @throws Refusal as [#apply], and with ROLE_MISSING if who gets the grievance is not
    ///   independent
    Grievance move(Caller caller, Change change, BiFunction<Transaction, Grievance, Move> rule) {
        return apply(
                caller,
                change,
                (transaction, before) ->
                        moved(transaction, before, rule.apply(transaction, before)));
    }

    /// A grievance after a step that is logged.
    public Grievance moved(Transaction transaction, Grievance before, Move move) {
        Grievance after = move.next().write(before);
        var action = action(transaction, after, move);
        log.requireIndependent(transaction, before, List.of(action.getAssignedTo()));
        log.add(transaction, after, action);
        return after;
    }

    /// A grievance after something that is logged and leaves its state as it is.
    public Grievance logged(Transaction transaction, Grievance after, ActionVerb verb) {
        log.add(transaction, after, ActionLog.entry(transaction, after, verb));
        return after;
    }

    /// An entry of the log.
    static GrievanceAction action(Transaction transaction, Grievance after, Move move) {
        var action =
                ActionLog.entry(transaction, after, move.verb()).toBuilder().setText(move.text());
        return switch (move.next()) {
            case GrievanceState.Assigned assigned ->
                    action.setAssignedTo(assigned.officer()).build();
            case GrievanceState.ForApproval proposed ->
                    action.setDecision(proposed.decision()).build();
            case GrievanceState _ -> action.build();
        };
    }

    /// Makes a change.
    ///
    /// @throws Refusal with NOT_FOUND, RESTRICTED, ERASED, INSUFFICIENT_USER_AUTHENTICATION,
    ///   STALE_ETAG, REQUEST_ID_REUSED, or what the rule refuses; with ROLE_MISSING if the caller
    ///   acted on what the grievance appeals against, or has an open appeal against it
    public Grievance apply(
            Caller caller, Change change, BiFunction<Transaction, Grievance, Grievance> rule) {
        return database.once(
                caller,
                RequestKey.of(change.request()),
                Grievances.ANSWER,
                transaction -> changed(transaction, change, rule));
    }

    /// Makes a change within a transaction that claimed its request.
    public Grievance changed(
            Transaction transaction,
            Change change,
            BiFunction<Transaction, Grievance, Grievance> rule) {
        UUID id = Database.id("id", change.id());
        Grievance before =
                grievances
                        .lock(transaction, id)
                        .orElseThrow(() -> grievances.missing(transaction, id));
        if (before.hasErasedAt()) {
            throw ItemMarks.erased();
        }
        if (!before.getEtag().equals(change.etag())) {
            throw new Refusal(
                    Reason.REASON_STALE_ETAG,
                    "etag: the grievance has changed since (read it again)");
        }
        log.requireIndependent(transaction, before, List.of(transaction.actor()));
        var changed = next(transaction, rule.apply(transaction, before));
        Grievance after = clock.wind(transaction, before, changed);
        replace(transaction, before, after);
        transaction.record(new Event(id, change.event(), change.summary()));
        complainants.happened(transaction, after, change.event());
        return after;
    }

    // Who puts a grievance on the sensitive track need not be cleared for it.
    private void replace(Transaction transaction, Grievance before, Grievance after) {
        int sensitivity = after.getDetails().getSensitivityValue();
        if (sensitivity > before.getDetails().getSensitivityValue()) {
            transaction.cleared(() -> grievances.replace(transaction, after));
        } else {
            grievances.replace(transaction, after);
        }
    }

    /// The grievance as its next version.
    public static Grievance next(Transaction transaction, Grievance changed) {
        return changed.toBuilder()
                .setEtag(Long.toString(Long.parseLong(changed.getEtag()) + 1))
                .setUpdatedAt(Timeline.timestamp(transaction.now()))
                .build();
    }
}
