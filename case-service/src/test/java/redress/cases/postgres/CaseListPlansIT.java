package redress.cases.postgres;

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
import redress.cases.search.SearchCases;
import redress.cases.v1.Case;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.CaseOrder;
import redress.cases.v1.CaseState;
import redress.cases.v1.CountCasesRequest;
import redress.cases.v1.SearchCasesRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// How many rows PostgreSQL reads for a page of 50 among 12,000, by its own statistics.
class CaseListPlansIT {
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
        ManyCases.add(postgres.superuser(), ROWS);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @ParameterizedTest
    @EnumSource(value = CaseOrder.class, mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
    void aPageOfAnyOrderReadsItsRowsAndNoMore(CaseOrder order) {
        assertOnePage(reads(SUPERVISOR, order, f -> f, 0));
        assertOnePage(reads(SUPERVISOR, order, f -> f, 3));
    }

    @Test
    void whatIsClosedDoesNotStandInTheWayOfWhatIsOpen() {
        UnaryOperator<CaseFilter.Builder> open = f -> f.addStates(CaseState.CASE_STATE_ACTIVE);

        assertOnePage(reads(SUPERVISOR, CaseOrder.CASE_ORDER_URGENCY, open, 0));
        assertOnePage(reads(SUPERVISOR, CaseOrder.CASE_ORDER_DUE, open, 0));
    }

    // The planner looks at a row or two itself.
    private static void assertOnePage(Reads reads) {
        assertThat(reads.scanned()).isZero();
        assertThat(reads.fetched()).isBetween((long) PAGE, PAGE + 3L);
    }

    @Test
    void aListOfFewReadsThoseFew() {
        assertFew(f -> f.addCaseWorkers("worker-7"), 100);
        assertFew(f -> f.addTeams("team-7"), 200);
        assertFew(f -> f.addAreaCodes("CO-07-007"), 20);
        assertFew(f -> f.addNumbers("CASE-B-7"), 1);
        assertFew(f -> f.addExternalIds("none"), 0);
    }

    // Also when the policy would have to be looked at first: these conditions are leakproof.
    private static void assertFew(UnaryOperator<CaseFilter.Builder> filter, int most) {
        var worker =
                TestDatabase.person(
                        "worker",
                        new Scope(Set.of("programme-7"), Set.of("CO")),
                        Role.ROLE_CASE_WORKER);
        for (Caller caller : Set.of(SUPERVISOR, worker)) {
            var reads = reads(caller, CaseOrder.CASE_ORDER_NEWEST, filter, 0);
            assertThat(reads.scanned()).isZero();
            assertThat(reads.fetched()).isLessThanOrEqualTo(most);
        }
    }

    @Test
    void aCountEndsAtItsBound() {
        var counted =
                new SearchCases(database, new PostgresFiledCases())
                        .count(SUPERVISOR, CountCasesRequest.getDefaultInstance());

        assertThat(counted.getCount()).isEqualTo(10_000);
        assertThat(counted.getMore()).isTrue();
    }

    private static Reads reads(
            Caller caller,
            CaseOrder order,
            UnaryOperator<CaseFilter.Builder> filter,
            int pagesBefore) {
        var request =
                SearchCasesRequest.newBuilder()
                        .setPageSize(PAGE)
                        .setOrder(order)
                        .setFilter(filter.apply(CaseFilter.newBuilder()));
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

    private static Function<Transaction, Page.Slice<Case>> listed(SearchCasesRequest request) {
        return transaction ->
                CaseRows.page(
                        transaction, request.getFilter(), request.getOrder(), Page.of(request));
    }

    private static Reads readSoFar(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT seq_tup_read, idx_tup_fetch FROM pg_stat_xact_user_tables
                        WHERE relname = 'cases'
                        """)
                .map((row, context) -> new Reads(row.getLong(1), row.getLong(2)))
                .one();
    }
}
