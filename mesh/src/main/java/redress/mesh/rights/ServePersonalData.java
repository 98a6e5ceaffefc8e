package redress.mesh.rights;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.access.v1.Reason;
import redress.beneficiaries.v1.Identifier;
import redress.decisions.v1.Objection;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.ForgetAnswers;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.CorrectionOutcome;
import redress.personaldata.v1.PersonalItem;

/// What the service does with what it holds of a person, each call in one transaction with its
/// marks and events. A repetition changes nothing.
@ApplicationScoped
public class ServePersonalData {
    private static final Set<Reason> FINAL =
            EnumSet.of(
                    Reason.REASON_INVALID_REQUEST, Reason.REASON_NOT_FOUND, Reason.REASON_ERASED);

    private final Database database;
    private final PersonalData held;
    private final String service;

    public ServePersonalData(
            Database database,
            PersonalData held,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.held = held;
        this.service = service;
    }

    /// Name of the service.
    public String service() {
        return service;
    }

    /// The items of a person.
    public List<PersonalItem> find(List<Identifier> identifiers, Set<UUID> items) {
        return database.asService(
                service, transaction -> held.find(transaction, identifiers, items));
    }

    /// All that is held about an item.
    public List<Message> export(UUID item) {
        return database.asService(service, transaction -> held.export(transaction, item));
    }

    /// Corrects items, each on its own.
    ///
    /// @param decidedBy user who decided it
    /// @param request number of the person's request
    /// @return one row for each item
    public List<CorrectionOutcome> rectify(
            List<Correction> corrections, String decidedBy, String request) {
        var ofItems =
                corrections.stream()
                        .collect(
                                Collectors.groupingBy(
                                        correction ->
                                                Database.id("item_id", correction.getItemId()),
                                        TreeMap::new,
                                        Collectors.toList()));
        var outcomes = new ArrayList<CorrectionOutcome>();
        ofItems.forEach(
                (item, ofItem) ->
                        outcomes.add(
                                outcome(item, () -> rectify(item, ofItem, decidedBy, request))));
        return outcomes;
    }

    /// Restricts the use of items from now on.
    ///
    /// @param request number of the person's request
    public Set<UUID> restrict(Set<UUID> items, String request) {
        return database.asService(
                service,
                transaction -> {
                    var fresh =
                            without(
                                    items,
                                    ItemMarks.marked(transaction, ItemMarks.RESTRICTIONS, items));
                    var done = held.restrict(transaction, fresh, true);
                    ItemMarks.restrict(transaction, done, request);
                    done.forEach(id -> transaction.record(event(id, "restricted", request)));
                    return done;
                });
    }

    /// Lifts the restriction of items.
    public Set<UUID> lift(Set<UUID> items, String request) {
        return database.asService(
                service,
                transaction -> {
                    var known = ItemMarks.marked(transaction, ItemMarks.RESTRICTIONS, items);
                    ItemMarks.lift(transaction, known);
                    var done = held.restrict(transaction, known, false);
                    done.forEach(
                            id -> transaction.record(event(id, "restriction_lifted", request)));
                    return done;
                });
    }

    /// Marks the recommendations of items as contested.
    ///
    /// @param ground in the person's words
    public Set<UUID> contest(Set<UUID> items, String request, String ground) {
        return database.asService(
                service,
                transaction -> {
                    var objection =
                            Objection.newBuilder()
                                    .setRequestNumber(request)
                                    .setObjectedAt(Timeline.timestamp(transaction.now()))
                                    .setGround(ground)
                                    .build();
                    var done = held.contest(transaction, items, objection);
                    done.forEach(
                            id ->
                                    transaction.record(
                                            event(id, "recommendation_contested", request)));
                    return done;
                });
    }

    /// Erases what is personal in items.
    public Set<UUID> erase(Set<UUID> items, String request) {
        return database.asService(
                service, transaction -> erase(transaction, fresh(transaction, items), request));
    }

    /// Erases what is personal in those of the items to which nothing has happened since an
    /// instant.
    ///
    /// @return those that were left alone because something has; not what was erased before
    public Set<UUID> eraseUnchanged(Set<UUID> items, Instant since, String request) {
        return database.asService(
                service,
                transaction -> {
                    var fresh = fresh(transaction, items);
                    var changed = held.lockChanged(transaction, fresh, since);
                    var _ = erase(transaction, without(fresh, changed), request);
                    return changed;
                });
    }

    private static Set<UUID> fresh(Transaction transaction, Set<UUID> items) {
        return without(items, ItemMarks.marked(transaction, ItemMarks.ERASURES, items));
    }

    private Set<UUID> erase(Transaction transaction, Set<UUID> fresh, String request) {
        var done = held.erase(transaction, fresh);
        ForgetAnswers.about(transaction, done);
        ItemMarks.erase(transaction, done, request);
        ItemMarks.lift(transaction, done);
        done.forEach(id -> transaction.record(event(id, "erased", request)));
        return done;
    }

    /// Items that were kept long enough.
    public List<PersonalItem> expired(Expiry expiry) {
        return database.asService(service, transaction -> held.expired(transaction, expiry));
    }

    private void rectify(
            UUID item, List<Correction> corrections, String decidedBy, String request) {
        database.writeAsService(
                service,
                transaction -> {
                    if (ItemMarks.rectify(transaction, item, request)) {
                        held.rectify(transaction, item, corrections);
                        String what =
                                "%s rectified on request %s, decided by %s"
                                        .formatted(
                                                Corrections.fields(corrections),
                                                request,
                                                decidedBy);
                        transaction.record(new Event(item, "item.rectified", what));
                    }
                });
    }

    // What would fail again however often it is tried is an outcome; the rest is tried again.
    private static CorrectionOutcome outcome(UUID item, Runnable rectify) {
        var outcome = CorrectionOutcome.newBuilder().setItemId(item.toString());
        try {
            rectify.run();
        } catch (Refusal refusal) {
            if (!FINAL.contains(refusal.reason())) {
                throw refusal;
            }
            outcome.setRefusal(refusal.reason()).setMessage(refusal.getMessage());
        }
        return outcome.build();
    }

    private static Set<UUID> without(Set<UUID> items, Set<UUID> others) {
        return items.stream().filter(item -> !others.contains(item)).collect(Collectors.toSet());
    }

    private static Event event(UUID item, String what, String request) {
        return new Event(item, "item." + what, what.replace('_', ' ') + " on request " + request);
    }
}
