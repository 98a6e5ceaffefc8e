package redress.grievances.scope;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.util.PSQLException;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.lifecycle.TestUseCases;
import redress.grievances.postgres.PostgresFiledGrievances;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.scope.World.Item;
import redress.grievances.scope.World.Person;
import redress.grievances.search.SearchGrievances;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Channel;
import redress.grievances.v1.CountGrievancesRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceFilter;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.ListGrievanceTimelineRequest;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.SearchGrievancesRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Page;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// What the service answers. Events and counts are asked for as by a use case that has forgotten to
/// look whether the caller may see the grievance.
final class Doors {
    static final String SERVICE = "grievance-service";
    private static final String REFUSED_BY_POSTGRES = "42501";

    private final Database database;
    private final PostgresGrievances grievances = new PostgresGrievances();
    private final TestUseCases use;
    private final SearchGrievances searching;

    Doors(TestDatabase postgres) {
        this.database = postgres.onOneConnection();
        this.use = new TestUseCases(database);
        this.searching = new SearchGrievances(database, new PostgresFiledGrievances());
    }

    static Caller caller(Person person) {
        var scope = new Scope(person.programmes(), person.areas());
        return TestDatabase.person(person.name(), scope, person.roles().toArray(Role[]::new));
    }

    String get(Person person, String id) {
        return outcome(() -> use.reading().get(caller(person), id).getId());
    }

    /// All pages of a list.
    List<String> list(Person person, ListGrievancesRequest request) {
        var ids = new ArrayList<String>();
        String token = "";
        do {
            var page = request.toBuilder().setPageToken(token).build();
            var slice = use.reading().list(caller(person), page);
            slice.rows().forEach(row -> ids.add(row.getId()));
            token = slice.nextPageToken();
        } while (!token.isEmpty());
        return ids;
    }

    /// All pages of a search.
    List<String> search(Person person, SearchGrievancesRequest request) {
        var ids = new ArrayList<String>();
        String token = "";
        do {
            var page = request.toBuilder().setPageToken(token).build();
            var slice = searching.search(caller(person), page);
            slice.rows().forEach(row -> ids.add(row.getId()));
            token = slice.nextPageToken();
        } while (!token.isEmpty());
        return ids;
    }

    int found(Person person, GrievanceFilter filter) {
        var request = CountGrievancesRequest.newBuilder().setFilter(filter).build();
        return searching.count(caller(person), request).getCount();
    }

    int events(Person person, String id) {
        var page = Page.of(ListGrievanceTimelineRequest.newBuilder().setPageSize(200).build());
        return database.as(caller(person), t -> Timeline.of(t, UUID.fromString(id), page))
                .rows()
                .size();
    }

    String timeline(Person person, String id) {
        var request =
                ListGrievanceTimelineRequest.newBuilder()
                        .setGrievanceId(id)
                        .setPageSize(200)
                        .build();
        return outcome(() -> "" + use.reading().timeline(caller(person), request).rows().size());
    }

    long count(Person person, String table) {
        return database.as(
                caller(person),
                t ->
                        t.handle()
                                .createQuery("SELECT count(*) FROM " + table)
                                .mapTo(Long.class)
                                .one());
    }

    Grievance now(String id) {
        return database.asService(SERVICE, t -> grievances.find(t, UUID.fromString(id)))
                .orElseThrow();
    }

    String submit(Person person, SubmitGrievanceRequest request) {
        return outcome(() -> use.submitting().submit(caller(person), request).getId());
    }

    String assign(Person person, Item item, String to) {
        var request =
                AssignGrievanceRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setId(item.id)
                        .setEtag(now(item.id).getEtag())
                        .setAssignedTo(to)
                        .build();
        return outcome(() -> use.progress().assign(caller(person), request).getId());
    }

    /// Stores a case as by a use case that forgot to ask for the scope, and takes it back.
    boolean databaseTakes(Person person, Grievance row) {
        return tried(person, t -> grievances.add(t, row));
    }

    /// Changes a case as by a use case that forgot to ask for the scope, and takes it back.
    boolean databaseChanges(Person person, Grievance row) {
        return tried(person, t -> grievances.replace(t, row));
    }

    private boolean tried(Person person, Consumer<Transaction> work) {
        try {
            database.write(
                    caller(person),
                    transaction -> {
                        work.accept(transaction);
                        throw new TakenBack();
                    });
            throw new IllegalStateException("not reached");
        } catch (TakenBack done) {
            return true;
        } catch (JdbiException e) {
            if (e.getCause() instanceof PSQLException cause
                    && REFUSED_BY_POSTGRES.equals(cause.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /// Puts an item there by the service itself.
    void put(Item item) {
        var row = row(item).build();
        var event = new Event(UUID.fromString(item.id), "grievance.received", "received");
        database.writeAsService(
                SERVICE,
                transaction -> {
                    grievances.add(transaction, row);
                    for (int i = 0; i < item.events; i++) {
                        transaction.record(event);
                    }
                });
    }

    static Grievance.Builder row(Item item) {
        var row =
                Grievance.newBuilder()
                        .setId(item.id)
                        .setNumber("GRV-" + item.id)
                        .setState(GrievanceState.GRIEVANCE_STATE_RECEIVED)
                        .setAssignedTo(item.assignedTo)
                        .setEtag("1");
        row.getRecommendationBuilder().setScore(item.score);
        row.getDetailsBuilder()
                .setTitle("No payment")
                .setDescription("Nothing since May.")
                .setChannel(Channel.CHANNEL_WEB)
                .setExternalId(item.externalId)
                .addAllProgrammeIds(item.place.programmes())
                .setAreaCode(item.place.area())
                .setSensitivity(Sensitivity.forNumber(item.sensitivity))
                .addAllSubjectsOfComplaint(item.subjects);
        return row;
    }

    static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    private static String outcome(Supplier<String> call) {
        try {
            return call.get();
        } catch (Refusal refused) {
            return refused.reason().name();
        }
    }

    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
