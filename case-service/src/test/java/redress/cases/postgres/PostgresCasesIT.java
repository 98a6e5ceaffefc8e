package redress.cases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.lifecycle.Cases;
import redress.cases.v1.Case;
import redress.cases.v1.CaseOrder;
import redress.cases.v1.CaseStage;
import redress.cases.v1.CaseState;
import redress.cases.v1.CloseCaseRequest;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListNotesRequest;
import redress.cases.v1.Note;
import redress.decisions.v1.ModelReference;
import redress.decisions.v1.PriorityBand;
import redress.decisions.v1.Review;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Transaction;

class PostgresCasesIT {
    private static final Caller WORKER = TestDatabase.person("worker", Role.ROLE_CASE_WORKER);
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    private static final Caller OTHER = TestDatabase.person("other", Role.ROLE_CASE_WORKER);

    private static TestDatabase postgres;
    private static Database database;

    private final PostgresCases cases = new PostgresCases();
    private final PostgresNotes notes = new PostgresNotes();
    // Each test has an area of its own.
    private final String area = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        postgres = TestDatabase.start();
        database = postgres.database();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void findsWhatWasAdded() {
        Case added = add(row -> row);

        assertThat(find(WORKER, added)).contains(added);
        assertThat(find(WORKER, row())).isEmpty();
    }

    @Test
    void findsACaseAsItHasBecome() {
        Case before = add(row -> row);
        Case after =
                before.toBuilder()
                        .setState(CaseState.CASE_STATE_ACTIVE)
                        .setCaseWorker("worker")
                        .build();

        replace(WORKER, after);

        assertThat(find(WORKER, before)).contains(after);
        assertThat(list(WORKER, filters -> filters.setCaseWorker("worker"))).containsExactly(after);
    }

    @Test
    void givesEachNumberOnce() {
        var numbers =
                IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(_ -> database.as(WORKER, cases::nextNumber))
                        .toList();

        assertThat(numbers).doesNotHaveDuplicates().allMatch(n -> n.matches("CASE-\\d{4}-\\d{6}"));
    }

    @Test
    void pagesNewestFirstWithoutGapsOrRepeats() {
        var added = addWithScores(23);

        var walked = walk(CaseOrder.CASE_ORDER_NEWEST, 4);

        assertThat(walked).containsExactlyElementsOf(added.reversed());
    }

    @Test
    void pagesByUrgencyAndTiesByAgeWithoutGapsOrRepeats() {
        var added = addWithScores(23);

        var walked = walk(CaseOrder.CASE_ORDER_URGENCY, 4);

        var byUrgency = Comparator.comparingDouble(PostgresCasesIT::score).reversed();
        assertThat(walked).containsExactlyElementsOf(added.stream().sorted(byUrgency).toList());
    }

    @Test
    void aFullLastPageHasNoNextOne() {
        addWithScores(4);

        var slice = page(WORKER, request(filters -> filters.setPageSize(4)));

        assertThat(slice.rows()).hasSize(4);
        assertThat(slice.nextPageToken()).isEmpty();
    }

    @Test
    void aRowAddedBetweenPagesMovesNoOther() {
        var added = addWithScores(4);
        var first = page(WORKER, request(filters -> filters.setPageSize(2)));
        add(row -> row);

        var second =
                list(WORKER, filters -> filters.setPageSize(2).setPageToken(first.nextPageToken()));

        assertThat(second).containsExactly(added.get(1), added.get(0));
    }

    @Test
    void filtersByWhatTheRequestSets() {
        Case wanted =
                add(
                        row -> {
                            row.setState(CaseState.CASE_STATE_SUSPENDED)
                                    .setCaseWorker("ana")
                                    .setStage(CaseStage.CASE_STAGE_MONITORING);
                            row.getDetailsBuilder()
                                    .setPriority(PriorityBand.PRIORITY_BAND_HIGH)
                                    .setExternalId("X-" + area);
                            return row;
                        });
        add(row -> row);

        assertThat(
                        List.<UnaryOperator<ListCasesRequest.Builder>>of(
                                f -> f.setState(CaseState.CASE_STATE_SUSPENDED),
                                f -> f.setCaseWorker("ana"),
                                f -> f.setStage(CaseStage.CASE_STAGE_MONITORING),
                                f -> f.setPriority(PriorityBand.PRIORITY_BAND_HIGH),
                                f -> f.setExternalId("X-" + area)))
                .allSatisfy(filter -> assertThat(list(WORKER, filter)).containsExactly(wanted));
        assertThat(list(WORKER, f -> f.setAreaCode("elsewhere"))).isEmpty();
    }

    @Test
    void filtersByProgramme() {
        Case wanted =
                add(
                        row -> {
                            row.getDetailsBuilder().addProgrammeIds("cash").addProgrammeIds("food");
                            return row;
                        });
        add(row -> row);

        assertThat(list(WORKER, f -> f.setProgrammeId("food"))).containsExactly(wanted);
    }

    @Test
    void refusesTokensThatTheListDidNotMake() {
        addWithScores(3);
        String token = page(WORKER, request(filters -> filters.setPageSize(2))).nextPageToken();

        refused(Reason.REASON_BAD_PAGE_TOKEN, () -> list(WORKER, f -> f.setPageToken("junk")));
        refused(Reason.REASON_BAD_PAGE_TOKEN, () -> list(WORKER, f -> f.setPageToken("AAAA")));
        refused(
                Reason.REASON_BAD_PAGE_TOKEN,
                () -> list(WORKER, f -> f.setPageToken(token).setCaseWorker("ana")));
    }

    @Test
    void refusesATakenExternalIdentifier() {
        String taken = "taken-" + area;
        add(row -> external(row, taken));
        Case other = add(row -> row);

        refused(Reason.REASON_ALREADY_EXISTS, () -> add(row -> external(row, taken)));
        refused(
                Reason.REASON_ALREADY_EXISTS,
                () -> replace(WORKER, external(other.toBuilder(), taken).build()));
    }

    @Test
    void hidesSensitiveCasesFromAllButTheirWorkerSupervisorsAndTheService() {
        Case sensitive = addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);
        Case highly = addAs(WORKER, Sensitivity.SENSITIVITY_HIGHLY_SENSITIVE);

        assertThat(List.of(OTHER, TestDatabase.person("nobody"), TestDatabase.person("")))
                .allSatisfy(
                        caller -> {
                            assertThat(find(caller, sensitive)).isEmpty();
                            assertThat(lock(caller, sensitive)).isEmpty();
                            assertThat(list(caller, f -> f)).isEmpty();
                        });
        assertThat(list(WORKER, f -> f)).containsExactly(highly, sensitive);
        assertThat(list(SUPERVISOR, f -> f)).containsExactly(highly, sensitive);
        Optional<Case> served =
                database.asService(
                        "case-service", transaction -> cases.find(transaction, id(sensitive)));
        assertThat(served).contains(sensitive);
    }

    @Test
    @DisplayName("zero-trust 12: a sensitive case is not there for who did not identify surely")
    void hidesSensitiveCasesFromWhoDidNotIdentifySurely() {
        Case sensitive = addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);
        Case standard = addAs(WORKER, Sensitivity.SENSITIVITY_STANDARD);

        for (var role : List.of(Role.ROLE_CASE_WORKER, Role.ROLE_SUPERVISOR)) {
            var unsure = TestDatabase.unsure("worker", role);
            assertThat(find(unsure, sensitive)).isEmpty();
            assertThat(lock(unsure, sensitive)).isEmpty();
            assertThat(list(unsure, f -> f)).containsExactly(standard);
        }
    }

    @Test
    void saysThatMoreAssuranceIsNeededToWhoWouldSeeTheCaseThen() {
        Case sensitive = addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);

        assertThat(missing(TestDatabase.unsure("worker", Role.ROLE_CASE_WORKER), sensitive))
                .isEqualTo(Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION);
        assertThat(missing(TestDatabase.unsure("other", Role.ROLE_CASE_WORKER), sensitive))
                .isEqualTo(Reason.REASON_NOT_FOUND);
        assertThat(missing(OTHER, sensitive)).isEqualTo(Reason.REASON_NOT_FOUND);
    }

    @Test
    void isClosedAgainAfterLookingForWhatIsHidden() {
        Case sensitive = addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);
        Optional<Case> afterwards =
                database.as(
                        TestDatabase.unsure("worker", Role.ROLE_CASE_WORKER),
                        transaction -> {
                            var _ = cases.missing(transaction, id(sensitive));
                            return cases.find(transaction, id(sensitive));
                        });
        assertThat(afterwards).isEmpty();
    }

    private Reason missing(Caller caller, Case known) {
        return database.as(caller, transaction -> cases.missing(transaction, id(known))).reason();
    }

    @Test
    void showsConfidentialNotesToTheirAuthorAndSupervisorsOnly() {
        Case known = add(row -> row);
        Note open = note(WORKER, known, false);
        Note confidential = note(WORKER, known, true);

        assertThat(notes(WORKER, known)).containsExactly(confidential, open);
        assertThat(notes(SUPERVISOR, known)).containsExactly(confidential, open);
        assertThat(notes(OTHER, known)).containsExactly(open);
        assertThat(notes(TestDatabase.person(""), known)).containsExactly(open);
    }

    private Note note(Caller author, Case known, boolean confidential) {
        var note =
                Note.newBuilder()
                        .setId(UuidCreator.getTimeOrderedEpoch().toString())
                        .setAuthor(author.userName())
                        .setIsConfidential(confidential)
                        .build();
        return database.as(
                author,
                transaction -> {
                    notes.add(transaction, id(known), note);
                    return note;
                });
    }

    private List<Note> notes(Caller caller, Case known) {
        var page = Page.of(ListNotesRequest.getDefaultInstance());
        return database.as(caller, transaction -> notes.list(transaction, id(known), page)).rows();
    }

    @Test
    void hidesSensitiveCasesFromATransactionThatNamesNobody() {
        addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);
        String count = "SELECT count(*) FROM cases WHERE area_code = :area";

        assertThat(
                        postgres.jdbi()
                                .<Long, RuntimeException>withHandle(
                                        handle ->
                                                handle.createQuery(count)
                                                        .bind("area", area)
                                                        .mapTo(Long.class)
                                                        .one()))
                .isZero();
    }

    @Test
    void unspecifiedSensitivityIsStandard() {
        Case standard = addAs(WORKER, Sensitivity.SENSITIVITY_UNSPECIFIED);

        assertThat(find(SUPERVISOR, standard)).contains(standard);
    }

    @Test
    void changesNothingUnseen() {
        Case sensitive = addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);

        replace(OTHER, sensitive.toBuilder().setCaseWorker("other").build());

        assertThat(find(SUPERVISOR, sensitive)).contains(sensitive);
    }

    @Test
    void onlyOpenUnjudgedCasesWithoutAModelAwaitOne() {
        Case waiting = add(row -> row);
        add(row -> row.setState(CaseState.CASE_STATE_CLOSED));
        add(
                row -> {
                    row.getRecommendationBuilder().setModel(ModelReference.getDefaultInstance());
                    return row;
                });
        add(
                row -> {
                    row.getRecommendationBuilder().setReview(Review.getDefaultInstance());
                    return row;
                });

        var awaiting =
                database.asService(
                        "case-service", transaction -> cases.awaitingModel(transaction, 1000));

        assertThat(awaiting)
                .filteredOn(row -> row.getDetails().getAreaCode().equals(area))
                .containsExactly(waiting);
    }

    @Test
    void doesAWriteOnce() {
        var key = key(UUID.randomUUID(), "1");
        Case row = row();

        Case first = once(key, transaction -> stored(transaction, row));
        Case second = once(key, transaction -> stored(transaction, row()));

        assertThat(second).isEqualTo(first);
        assertThat(list(WORKER, f -> f)).containsExactly(row);
    }

    @Test
    void doesAWriteOnceForTwoAtTheSameTime() {
        var key = key(UUID.randomUUID(), "1");
        var works = new AtomicInteger();
        var barrier = new CyclicBarrier(2);
        Function<Transaction, Case> work =
                transaction -> {
                    works.incrementAndGet();
                    return stored(transaction, row());
                };

        var one = CompletableFuture.supplyAsync(() -> meetThen(barrier, () -> once(key, work)));
        var two = CompletableFuture.supplyAsync(() -> meetThen(barrier, () -> once(key, work)));

        assertThat(one.join()).isEqualTo(two.join());
        assertThat(works).hasValue(1);
        assertThat(list(WORKER, f -> f)).containsExactly(one.join());
    }

    @Test
    void refusesAnotherBodyUnderTheSameRequest() {
        UUID id = UUID.randomUUID();
        once(key(id, "1"), transaction -> stored(transaction, row()));

        refused(
                Reason.REASON_REQUEST_ID_REUSED,
                () -> once(key(id, "2"), transaction -> stored(transaction, row())));
    }

    @Test
    void aRefusedWriteMayBeTriedAgain() {
        var key = key(UUID.randomUUID(), "1");
        refused(
                Reason.REASON_STALE_ETAG,
                () ->
                        once(
                                key,
                                _ -> {
                                    throw new Refusal(Reason.REASON_STALE_ETAG, "etag");
                                }));

        Case row = row();

        assertThat(once(key, transaction -> stored(transaction, row))).isEqualTo(row);
    }

    @Test
    void theHistoryCanNotBeChangedByWhomever() {
        assertThatThrownBy(
                        () -> postgres.superuser().useHandle(h -> h.execute("DELETE FROM events")))
                .isInstanceOf(JdbiException.class)
                .hasMessageContaining("append-only");
    }

    private static <T> T meetThen(CyclicBarrier barrier, Supplier<T> work) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
        return work.get();
    }

    private static void refused(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static RequestKey key(UUID id, String etag) {
        return RequestKey.of(
                CloseCaseRequest.newBuilder().setRequestId(id.toString()).setEtag(etag).build());
    }

    private static Case once(RequestKey key, Function<Transaction, Case> work) {
        return database.once(WORKER, key, Cases.ANSWER, work);
    }

    private List<Case> addWithScores(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                add(
                                        row -> {
                                            row.getRecommendationBuilder().setScore(i * 7 % 5);
                                            return row;
                                        }))
                .toList();
    }

    private Case addAs(Caller caller, Sensitivity sensitivity) {
        var row = row().toBuilder();
        row.setCaseWorker("worker").getDetailsBuilder().setSensitivity(sensitivity);
        return database.as(caller, transaction -> stored(transaction, row.build()));
    }

    private Case add(UnaryOperator<Case.Builder> change) {
        Case row = change.apply(row().toBuilder()).build();
        return database.as(WORKER, transaction -> stored(transaction, row));
    }

    private Case stored(Transaction transaction, Case row) {
        cases.add(transaction, row);
        return row;
    }

    private static Case.Builder external(Case.Builder row, String id) {
        row.getDetailsBuilder().setExternalId(id);
        return row;
    }

    private void replace(Caller caller, Case row) {
        database.as(
                caller,
                transaction -> {
                    cases.replace(transaction, row);
                    return row;
                });
    }

    private Optional<Case> find(Caller caller, Case row) {
        return database.as(caller, transaction -> cases.find(transaction, id(row)));
    }

    private Optional<Case> lock(Caller caller, Case row) {
        return database.as(caller, transaction -> cases.lock(transaction, id(row)));
    }

    private List<Case> walk(CaseOrder order, int size) {
        var rows = new ArrayList<Case>();
        String token = "";
        do {
            var after = token;
            var slice =
                    page(
                            WORKER,
                            request(f -> f.setOrder(order).setPageSize(size).setPageToken(after)));
            rows.addAll(slice.rows());
            token = slice.nextPageToken();
        } while (!token.isEmpty());
        return rows;
    }

    private List<Case> list(Caller caller, UnaryOperator<ListCasesRequest.Builder> filter) {
        return page(caller, request(filter)).rows();
    }

    private Page.Slice<Case> page(Caller caller, ListCasesRequest request) {
        return database.as(
                caller, transaction -> cases.list(transaction, request, Page.of(request)));
    }

    private ListCasesRequest request(UnaryOperator<ListCasesRequest.Builder> filter) {
        return filter.apply(ListCasesRequest.newBuilder().setAreaCode(area)).build();
    }

    private Case row() {
        var id = UuidCreator.getTimeOrderedEpoch();
        var row =
                Case.newBuilder()
                        .setStage(CaseStage.CASE_STAGE_INTAKE)
                        .setId(id.toString())
                        .setNumber("CASE-" + id)
                        .setState(CaseState.CASE_STATE_ACTIVE)
                        .setEtag("1");
        row.getDetailsBuilder().setTitle("No payment").setAreaCode(area);
        return row.build();
    }

    private static UUID id(Case row) {
        return UUID.fromString(row.getId());
    }

    private static double score(Case row) {
        return row.getRecommendation().getScore();
    }
}
