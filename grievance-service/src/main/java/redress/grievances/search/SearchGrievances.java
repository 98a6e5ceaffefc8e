package redress.grievances.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import redress.grievances.v1.CountGrievancesRequest;
import redress.grievances.v1.CountGrievancesResponse;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceFilter;
import redress.grievances.v1.SearchGrievancesRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Page;

/// Searches grievances and counts them. What the caller may not see is neither listed nor counted.
@ApplicationScoped
public class SearchGrievances {
    /// Counting ends here: a number that nobody reads to its last digit is not worth a long query.
    public static final int MOST_COUNTED = 10_000;

    private final Database database;
    private final FiledGrievances grievances;

    /// @param grievances the grievances to search
    public SearchGrievances(Database database, FiledGrievances grievances) {
        this.database = database;
        this.grievances = grievances;
    }

    /// A page of grievances.
    ///
    /// @throws Refusal with BAD_PAGE_TOKEN, or INVALID_REQUEST for a day of no calendar
    public Page.Slice<Grievance> search(Caller caller, SearchGrievancesRequest request) {
        requireDays(request.getFilter());
        var page = Page.of(request);
        return database.as(
                caller,
                transaction ->
                        grievances.page(
                                transaction, request.getFilter(), request.getOrder(), page));
    }

    /// How many grievances there are.
    ///
    /// @throws Refusal with INVALID_REQUEST for a day of no calendar
    public CountGrievancesResponse count(Caller caller, CountGrievancesRequest request) {
        requireDays(request.getFilter());
        int found =
                database.as(
                        caller,
                        transaction ->
                                grievances.count(
                                        transaction, request.getFilter(), MOST_COUNTED + 1));
        return CountGrievancesResponse.newBuilder()
                .setCount(Math.min(found, MOST_COUNTED))
                .setMore(found > MOST_COUNTED)
                .build();
    }

    static void requireDays(GrievanceFilter filter) {
        requireDay("filter.incident.from", filter.getIncident().getFrom());
        requireDay("filter.incident.before", filter.getIncident().getBefore());
    }

    // The contract's pattern lets through what no calendar has, such as 31 February.
    private static void requireDay(String field, String day) {
        try {
            var _ = day.isEmpty() ? LocalDate.EPOCH : LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(field, "no day of the calendar (expected: YYYY-MM-DD)");
        }
    }
}
