package redress.grievances.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redress.access.v1.Role;
import redress.grievances.search.SearchGrievances;
import redress.grievances.v1.CountGrievancesRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceFilter;
import redress.grievances.v1.GrievanceOrder;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.SearchGrievancesRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// How many rows PostgreSQL reads for a page of 50 among 12,000, by its own statistics.
class GrievanceListPlansIT {
    private static final int ROWS = 12_000;
    private static final int PAGE = 50;
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);

    private static TestDatabase postgres;
    private static Database database;

    /// Rows that a transaction read of the table, one after the other or by an index.
    private record Reads(long scanned, long fetched) {}

    @BeforeAll
    static void start() {
        postgres = TestDatabase.start();
        database = postgres.database();
        ManyGrievances.add(postgres.superuser(), ROWS);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = GrievanceOrder.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = "UNRECOGNIZED")
    void aPageOfAnyOrderReadsItsRowsAndNoMore(GrievanceOrder order) {
        assertOnePage(reads(SUPERVISOR, order, f -> f, 0));
        assertOnePage(reads(SUPERVISOR, order, f -> f, 3));
    }

    @Test
    void whatIsClosedDoesNotStandInTheWayOfWhatIsOpen() {
        UnaryOperator<GrievanceFilter.Builder> open =
                f -> f.addStates(GrievanceState.GRIEVANCE_STATE_RECEIVED);

        assertOnePage(reads(SUPERVISOR, GrievanceOrder.GRIEVANCE_ORDER_URGENCY, open, 0));
        assertOnePage(reads(SUPERVISOR, GrievanceOrder.GRIEVANCE_ORDER_DUE, open, 0));
    }

    // The planner looks at a row or two itself.
    private static void assertOnePage(Reads reads) {
        assertThat(reads.scanned()).isZero();
        assertThat(reads.fetched()).isBetween((long) PAGE, PAGE + 3L);
    }

    @Test
    void aListOfFewReadsThoseFew() {
        assertFew(f -> f.addAssignedTo("worker-7"), 100);
        assertFew(f -> f.addCategoryCodes("category-7/late"), 400);
        assertFew(f -> f.addAreaCodes("CO-07-007"), 20);
        assertFew(f -> f.addNumbers("GRV-B-7"), 1);
        assertFew(f -> f.addExternalIds("none"), 0);
    }

    // Also when the policy would have to be looked at first: these conditions are leakproof.
    private static void assertFew(UnaryOperator<GrievanceFilter.Builder> filter, int most) {
        var worker =
                TestDatabase.person(
                        "worker",
                        new Scope(Set.of("programme-7"), Set.of("CO")),
                        Role.ROLE_GRIEVANCE_OFFICER);
        for (Caller caller : Set.of(SUPERVISOR, worker)) {
            var reads = reads(caller, GrievanceOrder.GRIEVANCE_ORDER_NEWEST, filter, 0);
            assertThat(reads.scanned()).isZero();
            assertThat(reads.fetched()).isLessThanOrEqualTo(most);
        }
    }

    @Test
    void aCountEndsAtItsBound() {
        var counted =
                new SearchGrievances(database, new PostgresFiledGrievances())
                        .count(SUPERVISOR, CountGrievancesRequest.getDefaultInstance());

        assertThat(counted.getCount()).isEqualTo(10_000);
        assertThat(counted.getMore()).isTrue();
    }

    private static Reads reads(
            Caller caller,
            GrievanceOrder order,
            UnaryOperator<GrievanceFilter.Builder> filter,
            int pagesBefore) {
        var request =
                SearchGrievancesRequest.newBuilder()
                        .setPageSize(PAGE)
                        .setOrder(order)
                        .setFilter(filter.apply(GrievanceFilter.newBuilder()));
        for (int i = 0; i < pagesBefore; i++) {
            var page = database.as(caller, listed(request.build()));
            request.setPageToken(page.nextPageToken());
        }
        return database.as(
                caller,
                transaction -> {
                    var before = readSoFar(transaction);
                    var _ = listed(request.build()).apply(transaction);
                    var after = readSoFar(transaction);
                    return new Reads(
                            after.scanned() - before.scanned(), after.fetched() - before.fetched());
                });
    }

    private static Function<Transaction, Page.Slice<Grievance>> listed(
            SearchGrievancesRequest request) {
        return transaction ->
                GrievanceRows.page(
                        transaction, request.getFilter(), request.getOrder(), Page.of(request));
    }

    private static Reads readSoFar(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT seq_tup_read, idx_tup_fetch FROM pg_stat_xact_user_tables
                        WHERE relname = 'grievances'
                        """)
                .map((row, context) -> new Reads(row.getLong(1), row.getLong(2)))
                .one();
    }
}
