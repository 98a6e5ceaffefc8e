package redress.grievances.postgres;

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
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.decisions.v1.ModelReference;
import redress.decisions.v1.Review;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceOrder;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.Severity;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Transaction;

class PostgresGrievancesIT {
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    private static final Caller CLEARED =
            TestDatabase.person("cleared", Role.ROLE_SENSITIVE_OFFICER);

    private static TestDatabase postgres;
    private static Database database;

    private final PostgresGrievances grievances = new PostgresGrievances();
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
        Grievance added = add(row -> row);

        assertThat(find(OFFICER, added)).contains(added);
        assertThat(find(OFFICER, grievance())).isEmpty();
    }

    @Test
    void findsAGrievanceAsItHasBecome() {
        Grievance before = add(row -> row);
        Grievance after =
                before.toBuilder()
                        .setState(GrievanceState.GRIEVANCE_STATE_ASSIGNED)
                        .setAssignedTo("officer")
                        .build();

        replace(OFFICER, after);

        assertThat(find(OFFICER, before)).contains(after);
        assertThat(list(OFFICER, filters -> filters.setAssignedTo("officer")))
                .containsExactly(after);
    }

    @Test
    void givesEachNumberOnce() {
        var numbers =
                IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(_ -> database.as(OFFICER, grievances::nextNumber))
                        .toList();

        assertThat(numbers).doesNotHaveDuplicates().allMatch(n -> n.matches("GRV-\\d{4}-\\d{6}"));
    }

    @Test
    void pagesNewestFirstWithoutGapsOrRepeats() {
        var added = addWithScores(23);

        var walked = walk(GrievanceOrder.GRIEVANCE_ORDER_NEWEST, 4);

        assertThat(walked).containsExactlyElementsOf(added.reversed());
    }

    @Test
    void pagesByUrgencyAndTiesByAgeWithoutGapsOrRepeats() {
        var added = addWithScores(23);

        var walked = walk(GrievanceOrder.GRIEVANCE_ORDER_URGENCY, 4);

        var byUrgency = Comparator.comparingDouble(PostgresGrievancesIT::score).reversed();
        assertThat(walked).containsExactlyElementsOf(added.stream().sorted(byUrgency).toList());
    }

    @Test
    void aFullLastPageHasNoNextOne() {
        addWithScores(4);

        var slice = page(OFFICER, request(filters -> filters.setPageSize(4)));

        assertThat(slice.rows()).hasSize(4);
        assertThat(slice.nextPageToken()).isEmpty();
    }

    @Test
    void aRowAddedBetweenPagesMovesNoOther() {
        var added = addWithScores(4);
        var first = page(OFFICER, request(filters -> filters.setPageSize(2)));
        add(row -> row);

        var second =
                list(
                        OFFICER,
                        filters -> filters.setPageSize(2).setPageToken(first.nextPageToken()));

        assertThat(second).containsExactly(added.get(1), added.get(0));
    }

    @Test
    void filtersByWhatTheRequestSets() {
        Grievance wanted =
                add(
                        row -> {
                            row.setState(GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED)
                                    .setAssignedTo("ana");
                            row.getDetailsBuilder()
                                    .setSeverity(Severity.SEVERITY_HIGH)
                                    .setExternalId("X-" + area);
                            return row;
                        });
        add(row -> row);

        assertThat(
                        List.<UnaryOperator<ListGrievancesRequest.Builder>>of(
                                f -> f.setState(GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED),
                                f -> f.setAssignedTo("ana"),
                                f -> f.setSeverity(Severity.SEVERITY_HIGH),
                                f -> f.setExternalId("X-" + area)))
                .allSatisfy(filter -> assertThat(list(OFFICER, filter)).containsExactly(wanted));
        assertThat(list(OFFICER, f -> f.setAreaCode("elsewhere"))).isEmpty();
    }

    @Test
    void aCategoryHoldsWhatIsBelowItAndNothingBesideIt() {
        Grievance itself = addIn("payment");
        Grievance below = addIn("payment/late");
        addIn("payments");
        addIn("other/payment");

        assertThat(list(OFFICER, f -> f.setCategoryCode("payment"))).containsExactly(below, itself);
        assertThat(list(OFFICER, f -> f.setCategoryCode("payment/late"))).containsExactly(below);
        assertThat(list(OFFICER, f -> f.setCategoryCode("%"))).isEmpty();
    }

    @Test
    void filtersByProgramme() {
        Grievance wanted =
                add(
                        row -> {
                            row.getDetailsBuilder().addProgrammeIds("cash").addProgrammeIds("food");
                            return row;
                        });
        add(row -> row);

        assertThat(list(OFFICER, f -> f.setProgrammeId("food"))).containsExactly(wanted);
    }

    @Test
    void refusesTokensThatTheListDidNotMake() {
        addWithScores(3);
        String token = page(OFFICER, request(filters -> filters.setPageSize(2))).nextPageToken();

        refused(Reason.REASON_BAD_PAGE_TOKEN, () -> list(OFFICER, f -> f.setPageToken("junk")));
        refused(Reason.REASON_BAD_PAGE_TOKEN, () -> list(OFFICER, f -> f.setPageToken("AAAA")));
        refused(
                Reason.REASON_BAD_PAGE_TOKEN,
                () -> list(OFFICER, f -> f.setPageToken(token).setAssignedTo("ana")));
    }

    @Test
    void refusesATakenExternalIdentifier() {
        String taken = "taken-" + area;
        add(row -> external(row, taken));
        Grievance other = add(row -> row);

        refused(Reason.REASON_ALREADY_EXISTS, () -> add(row -> external(row, taken)));
        refused(
                Reason.REASON_ALREADY_EXISTS,
                () -> replace(OFFICER, external(other.toBuilder(), taken).build()));
    }

    @Test
    void hidesSensitiveGrievancesFromAllButClearedOfficersAndTheService() {
        Grievance sensitive = addAs(OFFICER, Sensitivity.SENSITIVITY_SENSITIVE);
        Grievance highly = addAs(OFFICER, Sensitivity.SENSITIVITY_HIGHLY_SENSITIVE);

        assertThat(List.of(OFFICER, SUPERVISOR, TestDatabase.person("nobody")))
                .allSatisfy(
                        caller -> {
                            assertThat(find(caller, sensitive)).isEmpty();
                            assertThat(lock(caller, sensitive)).isEmpty();
                            assertThat(list(caller, f -> f)).isEmpty();
                        });
        assertThat(list(CLEARED, f -> f)).containsExactly(highly, sensitive);
        Optional<Grievance> served =
                database.asService(
                        "grievance-service",
                        transaction -> grievances.find(transaction, id(sensitive)));
        assertThat(served).contains(sensitive);
    }

    @Test
    void hidesSensitiveGrievancesFromATransactionThatNamesNobody() {
        addAs(OFFICER, Sensitivity.SENSITIVITY_SENSITIVE);
        String count = "SELECT count(*) FROM grievances WHERE area_code = :area";

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
        Grievance standard = addAs(OFFICER, Sensitivity.SENSITIVITY_UNSPECIFIED);

        assertThat(find(SUPERVISOR, standard)).contains(standard);
    }

    @Test
    void changesNothingUnseen() {
        Grievance sensitive = addAs(OFFICER, Sensitivity.SENSITIVITY_SENSITIVE);

        replace(OFFICER, sensitive.toBuilder().setAssignedTo("officer").build());

        assertThat(find(CLEARED, sensitive)).contains(sensitive);
    }

    @Test
    void onlyOpenUnjudgedGrievancesWithoutAModelAwaitOne() {
        Grievance waiting = add(row -> row);
        add(row -> row.setState(GrievanceState.GRIEVANCE_STATE_RESOLVED));
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
                        "grievance-service",
                        transaction -> grievances.awaitingModel(transaction, 1000));

        assertThat(awaiting)
                .filteredOn(row -> row.getDetails().getAreaCode().equals(area))
                .containsExactly(waiting);
    }

    @Test
    void doesAWriteOnce() {
        var key = key(UUID.randomUUID(), "1");
        Grievance row = grievance();

        Grievance first = once(key, transaction -> stored(transaction, row));
        Grievance second = once(key, transaction -> stored(transaction, grievance()));

        assertThat(second).isEqualTo(first);
        assertThat(list(OFFICER, f -> f)).containsExactly(row);
    }

    @Test
    void doesAWriteOnceForTwoAtTheSameTime() {
        var key = key(UUID.randomUUID(), "1");
        var works = new AtomicInteger();
        var barrier = new CyclicBarrier(2);
        Function<Transaction, Grievance> work =
                transaction -> {
                    works.incrementAndGet();
                    return stored(transaction, grievance());
                };

        var one = CompletableFuture.supplyAsync(() -> meetThen(barrier, () -> once(key, work)));
        var two = CompletableFuture.supplyAsync(() -> meetThen(barrier, () -> once(key, work)));

        assertThat(one.join()).isEqualTo(two.join());
        assertThat(works).hasValue(1);
        assertThat(list(OFFICER, f -> f)).containsExactly(one.join());
    }

    @Test
    void refusesAnotherBodyUnderTheSameRequest() {
        UUID id = UUID.randomUUID();
        once(key(id, "1"), transaction -> stored(transaction, grievance()));

        refused(
                Reason.REASON_REQUEST_ID_REUSED,
                () -> once(key(id, "2"), transaction -> stored(transaction, grievance())));
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

        Grievance row = grievance();

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
                AcknowledgeGrievanceRequest.newBuilder()
                        .setRequestId(id.toString())
                        .setEtag(etag)
                        .build());
    }

    private static Grievance once(RequestKey key, Function<Transaction, Grievance> work) {
        return database.once(OFFICER, key, Grievances.ANSWER, work);
    }

    private List<Grievance> addWithScores(int count) {
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

    private Grievance addIn(String category) {
        return add(
                row -> {
                    row.getDetailsBuilder().setCategoryCode(category);
                    return row;
                });
    }

    private Grievance addAs(Caller caller, Sensitivity sensitivity) {
        var row = grievance().toBuilder();
        row.getDetailsBuilder().setSensitivity(sensitivity);
        return database.as(caller, transaction -> stored(transaction, row.build()));
    }

    private Grievance add(UnaryOperator<Grievance.Builder> change) {
        Grievance row = change.apply(grievance().toBuilder()).build();
        return database.as(OFFICER, transaction -> stored(transaction, row));
    }

    private Grievance stored(Transaction transaction, Grievance row) {
        grievances.add(transaction, row);
        return row;
    }

    private static Grievance.Builder external(Grievance.Builder row, String id) {
        row.getDetailsBuilder().setExternalId(id);
        return row;
    }

    private void replace(Caller caller, Grievance row) {
        database.as(
                caller,
                transaction -> {
                    grievances.replace(transaction, row);
                    return row;
                });
    }

    private Optional<Grievance> find(Caller caller, Grievance row) {
        return database.as(caller, transaction -> grievances.find(transaction, id(row)));
    }

    private Optional<Grievance> lock(Caller caller, Grievance row) {
        return database.as(caller, transaction -> grievances.lock(transaction, id(row)));
    }

    private List<Grievance> walk(GrievanceOrder order, int size) {
        var rows = new ArrayList<Grievance>();
        String token = "";
        do {
            var after = token;
            var slice =
                    page(
                            OFFICER,
                            request(f -> f.setOrder(order).setPageSize(size).setPageToken(after)));
            rows.addAll(slice.rows());
            token = slice.nextPageToken();
        } while (!token.isEmpty());
        return rows;
    }

    private List<Grievance> list(
            Caller caller, UnaryOperator<ListGrievancesRequest.Builder> filter) {
        return page(caller, request(filter)).rows();
    }

    private Page.Slice<Grievance> page(Caller caller, ListGrievancesRequest request) {
        return database.as(
                caller, transaction -> grievances.list(transaction, request, Page.of(request)));
    }

    private ListGrievancesRequest request(UnaryOperator<ListGrievancesRequest.Builder> filter) {
        return filter.apply(ListGrievancesRequest.newBuilder().setAreaCode(area)).build();
    }

    private Grievance grievance() {
        var id = UuidCreator.getTimeOrderedEpoch();
        var row =
                Grievance.newBuilder()
                        .setId(id.toString())
                        .setNumber("GRV-" + id)
                        .setState(GrievanceState.GRIEVANCE_STATE_RECEIVED)
                        .setEtag("1");
        row.getDetailsBuilder().setTitle("No payment").setAreaCode(area);
        return row.build();
    }

    private static UUID id(Grievance row) {
        return UUID.fromString(row.getId());
    }

    private static double score(Grievance row) {
        return row.getRecommendation().getScore();
    }
}
