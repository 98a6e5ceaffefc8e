package redress.grievances.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import redress.access.v1.Role;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceFilter;
import redress.grievances.v1.GrievanceOrder;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.SearchGrievancesRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;
import redress.mesh.store.Database;
import redress.mesh.store.Page;

/// Measures pages of lists among few and among many grievances: `./redress bench lists`. Not part
/// of the tests: it asserts nothing.
class GrievanceListsBench {
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    private static final Caller SCOPED =
            TestDatabase.person(
                    "worker",
                    new Scope(Set.of("programme-7"), Set.of("CO-07")),
                    Role.ROLE_GRIEVANCE_OFFICER);
    private static final int FEW = 10_000;
    private static final int MANY = Integer.getInteger("redress.lists.rows", 1_000_000);
    private static final int CALLS = Integer.getInteger("redress.lists.calls", 500);

    /// A list that people ask for.
    private record Wanted(Caller caller, GrievanceOrder order, GrievanceFilter.Builder filter) {}

    /// Median and 99th percentile of the time for a page, in milliseconds.
    private record Times(double p50, double p99) {}

    @Test
    void measuresPages() throws IOException {
        var few = measured(FEW);
        var many = measured(MANY);
        var table = new StringBuilder(head());
        few.forEach(
                (name, before) ->
                        table.append(line(name, before, Objects.requireNonNull(many.get(name)))));
        Files.writeString(Path.of("target/lists.md"), table);
    }

    private static String head() {
        return String.format(
                Locale.ROOT,
                """
                | list of grievances, pages of 50 | p50 ms at %,d | p99 | p50 ms at %,d | p99 | ratio of p99 |
                |---|--:|--:|--:|--:|--:|
                """,
                FEW,
                MANY);
    }

    private static String line(String name, Times few, Times many) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f | %.2f |%n",
                name,
                few.p50(),
                few.p99(),
                many.p50(),
                many.p99(),
                many.p99() / few.p99());
    }

    private static Map<String, Times> measured(int rows) throws IOException {
        try (var postgres = TestDatabase.start()) {
            ManyGrievances.add(postgres.superuser(), rows);
            var database = postgres.database();
            var times = new LinkedHashMap<String, Times>();
            var lists = lists();
            lists.values().forEach(list -> time(database, list, CALLS / 10));
            lists.forEach((name, list) -> times.put(name, time(database, list, CALLS)));
            return times;
        }
    }

    private static Map<String, Wanted> lists() {
        var all = new LinkedHashMap<String, Wanted>();
        var any = GrievanceFilter.newBuilder();
        var open =
                any.clone()
                        .addStates(GrievanceState.GRIEVANCE_STATE_RECEIVED)
                        .addStates(GrievanceState.GRIEVANCE_STATE_IN_PROGRESS);
        all.put("newest", new Wanted(SUPERVISOR, GrievanceOrder.GRIEVANCE_ORDER_NEWEST, any));
        all.put("oldest", new Wanted(SUPERVISOR, GrievanceOrder.GRIEVANCE_ORDER_OLDEST, any));
        all.put("most urgent", new Wanted(SUPERVISOR, GrievanceOrder.GRIEVANCE_ORDER_URGENCY, any));
        all.put("due first", new Wanted(SUPERVISOR, GrievanceOrder.GRIEVANCE_ORDER_DUE, any));
        all.put(
                "most urgent open ones",
                new Wanted(SUPERVISOR, GrievanceOrder.GRIEVANCE_ORDER_URGENCY, open));
        all.put(
                "open ones, due first",
                new Wanted(SUPERVISOR, GrievanceOrder.GRIEVANCE_ORDER_DUE, open));
        all.put("those of one officer", filtered(f -> f.addAssignedTo("worker-7")));
        all.put(
                "of one category of 30, newest",
                new Wanted(
                        SUPERVISOR,
                        GrievanceOrder.GRIEVANCE_ORDER_NEWEST,
                        any.clone().addCategoryCodes("category-7")));
        all.put("of one programme of 20", filtered(f -> f.addProgrammeIds("programme-7")));
        all.put("of one region of 30", filtered(f -> f.addAreaCodes("CO-07")));
        all.put("one number", filtered(f -> f.addNumbers("GRV-B-77")));
        all.put(
                "most urgent, one programme in one region served",
                new Wanted(SCOPED, GrievanceOrder.GRIEVANCE_ORDER_URGENCY, any));
        all.put(
                "the same, open ones",
                new Wanted(SCOPED, GrievanceOrder.GRIEVANCE_ORDER_URGENCY, open));
        return all;
    }

    private static Wanted filtered(UnaryOperator<GrievanceFilter.Builder> filter) {
        return new Wanted(
                SUPERVISOR,
                GrievanceOrder.GRIEVANCE_ORDER_URGENCY,
                filter.apply(GrievanceFilter.newBuilder()));
    }

    // The first page and the second one in turn.
    private static Times time(Database database, Wanted list, int calls) {
        var first =
                SearchGrievancesRequest.newBuilder()
                        .setFilter(list.filter())
                        .setOrder(list.order())
                        .build();
        var second = first;
        var nanos = new long[calls];
        for (int i = 0; i < calls; i++) {
            var request = i % 2 == 0 ? first : second;
            long begin = System.nanoTime();
            var page = page(database, list.caller(), request);
            nanos[i] = System.nanoTime() - begin;
            second =
                    i % 2 == 0
                            ? first.toBuilder().setPageToken(page.nextPageToken()).build()
                            : second;
        }
        Arrays.sort(nanos);
        return new Times(nanos[calls / 2] / 1e6, nanos[calls * 99 / 100] / 1e6);
    }

    private static Page.Slice<Grievance> page(
            Database database, Caller caller, SearchGrievancesRequest request) {
        return database.as(
                caller,
                transaction ->
                        GrievanceRows.page(
                                transaction,
                                request.getFilter(),
                                request.getOrder(),
                                Page.of(request)));
    }
}
