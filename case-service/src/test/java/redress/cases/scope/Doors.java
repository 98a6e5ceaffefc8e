package redress.cases.scope;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.FieldMask;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.util.PSQLException;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.lifecycle.TestUseCases;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.PostgresFiledCases;
import redress.cases.postgres.PostgresNotes;
import redress.cases.postgres.TestDatabase;
import redress.cases.scope.World.Item;
import redress.cases.scope.World.Person;
import redress.cases.scope.World.Place;
import redress.cases.search.SearchCases;
import redress.cases.v1.AssignCaseRequest;
import redress.cases.v1.Case;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.CaseStage;
import redress.cases.v1.CaseState;
import redress.cases.v1.CountCasesRequest;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListNotesRequest;
import redress.cases.v1.Note;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.SearchCasesRequest;
import redress.cases.v1.UpdateCaseRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Page;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// What the service answers. Notes, timelines and counts are asked for as by a use case that has
/// forgotten to look whether the caller may see the case.
final class Doors {
    static final String SERVICE = "case-service";
    private static final String REFUSED_BY_POSTGRES = "42501";

    private final Database database;
    private final PostgresCases cases = new PostgresCases();
    private final PostgresNotes notes = new PostgresNotes();
    private final TestUseCases use;
    private final SearchCases searching;

    Doors(TestDatabase postgres) {
        this.database = postgres.onOneConnection();
        this.use = new TestUseCases(database, cases);
        this.searching = new SearchCases(database, new PostgresFiledCases());
    }

    static Caller caller(Person person) {
        var scope = new Scope(person.programmes(), person.areas());
        return TestDatabase.person(person.name(), scope, person.roles().toArray(Role[]::new));
    }

    String get(Person person, String id) {
        return outcome(() -> use.reading().get(caller(person), id).getId());
    }

    /// All pages of a list.
    List<String> list(Person person, ListCasesRequest request) {
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

    List<String> notes(Person person, String id) {
        var page = Page.of(ListNotesRequest.newBuilder().setPageSize(200).build());
        return database
                .as(caller(person), t -> notes.list(t, UUID.fromString(id), page))
                .rows()
                .stream()
                .map(Note::getId)
                .toList();
    }

    /// All pages of a search.
    List<String> search(Person person, SearchCasesRequest request) {
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

    int found(Person person, CaseFilter filter) {
        var request = CountCasesRequest.newBuilder().setFilter(filter).build();
        return searching.count(caller(person), request).getCount();
    }

    int events(Person person, String id) {
        var page = Page.of(ListCaseTimelineRequest.newBuilder().setPageSize(200).build());
        return database.as(caller(person), t -> Timeline.of(t, UUID.fromString(id), page))
                .rows()
                .size();
    }

    String timeline(Person person, String id) {
        var request = ListCaseTimelineRequest.newBuilder().setCaseId(id).setPageSize(200).build();
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

    Case now(String id) {
        return database.asService(SERVICE, t -> cases.find(t, UUID.fromString(id))).orElseThrow();
    }

    String open(Person person, OpenCaseRequest request) {
        return outcome(() -> use.opening().open(caller(person), request).getId());
    }

    String assign(Person person, Item item, String to) {
        var request =
                AssignCaseRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setId(item.id)
                        .setEtag(now(item.id).getEtag())
                        .setCaseWorker(to)
                        .build();
        return outcome(() -> use.progress().assign(caller(person), request).getId());
    }

    String move(Person person, Item item, Place place, int sensitivity, List<String> subjects) {
        var request =
                UpdateCaseRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setId(item.id)
                        .setEtag(now(item.id).getEtag())
                        .setUpdateMask(
                                FieldMask.newBuilder()
                                        .addPaths("programme_ids")
                                        .addPaths("area_code")
                                        .addPaths("sensitivity")
                                        .addPaths("subjects_of_complaint"));
        request.getDetailsBuilder()
                .addAllProgrammeIds(place.programmes())
                .setAreaCode(place.area())
                .setSensitivityValue(sensitivity)
                .addAllSubjectsOfComplaint(subjects);
        return outcome(() -> use.updating().update(caller(person), request.build()).getId());
    }

    /// Stores a case as by a use case that forgot to ask for the scope, and takes it back.
    boolean databaseTakes(Person person, Case row) {
        return tried(person, t -> cases.add(t, row));
    }

    /// Changes a case as by a use case that forgot to ask for the scope, and takes it back.
    boolean databaseChanges(Person person, Case row) {
        return tried(person, t -> cases.replace(t, row));
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
        var event = new Event(UUID.fromString(item.id), "case.opened", "opened");
        database.writeAsService(
                SERVICE,
                transaction -> {
                    cases.add(transaction, row);
                    for (int i = 0; i < item.events; i++) {
                        transaction.record(event);
                    }
                });
    }

    void putNote(Item item, World.Note note) {
        var row =
                Note.newBuilder()
                        .setId(note.id())
                        .setAuthor(note.author())
                        .setIsConfidential(note.confidential())
                        .setText("text")
                        .build();
        var author = TestDatabase.person(note.author(), Role.ROLE_SUPERVISOR);
        database.write(author, t -> notes.add(t, UUID.fromString(item.id), row));
    }

    static Case.Builder row(Item item) {
        var row =
                Case.newBuilder()
                        .setId(item.id)
                        .setNumber("CASE-" + item.id)
                        .setState(CaseState.CASE_STATE_ACTIVE)
                        .setStage(CaseStage.CASE_STAGE_INTAKE)
                        .setCaseWorker(item.caseWorker)
                        .setEtag("1");
        row.getRecommendationBuilder().setScore(item.score);
        row.getDetailsBuilder()
                .setTitle("No payment")
                .setCaseType("support")
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
