package redress.mesh.rights;

import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.beneficiaries.v1.Identifier;
import redress.decisions.v1.Objection;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Timeline;
import redress.personaldata.v1.PersonalItem;

/// What the service does with what it holds of a person, each call in one transaction with its
/// marks and events. A repetition changes nothing.
@ApplicationScoped
public class ServePersonalData {
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
                service,
                transaction -> {
                    var fresh =
                            without(
                                    items,
                                    ItemMarks.marked(transaction, ItemMarks.ERASURES, items));
                    var done = held.erase(transaction, fresh);
                    ItemMarks.erase(transaction, done, request);
                    ItemMarks.lift(transaction, done);
                    done.forEach(id -> transaction.record(event(id, "erased", request)));
                    return done;
                });
    }

    /// Items that nobody has worked on since an instant.
    public List<PersonalItem> expired(List<String> states, Instant unchangedSince, int limit) {
        return database.asService(
                service, transaction -> held.expired(transaction, states, unchangedSince, limit));
    }

    private static Set<UUID> without(Set<UUID> items, Set<UUID> others) {
        return items.stream().filter(item -> !others.contains(item)).collect(Collectors.toSet());
    }

    private static Event event(UUID item, String what, String request) {
        return new Event(item, "item." + what, what.replace('_', ' ') + " on request " + request);
    }
}
