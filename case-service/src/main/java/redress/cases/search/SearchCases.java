package redress.cases.search;

import jakarta.enterprise.context.ApplicationScoped;
import redress.cases.lifecycle.Day;
import redress.cases.v1.Case;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.CountCasesRequest;
import redress.cases.v1.CountCasesResponse;
import redress.cases.v1.SearchCasesRequest;
import redress.lists.v1.DayRange;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Page;

/// Searches cases and counts them. What the caller may not see is neither listed nor counted.
@ApplicationScoped
public class SearchCases {
    /// Counting ends here: a number that nobody reads to its last digit is not worth a long query.
    public static final int MOST_COUNTED = 10_000;

    private final Database database;
    private final FiledCases cases;

    /// @param cases the cases to search
    public SearchCases(Database database, FiledCases cases) {
        this.database = database;
        this.cases = cases;
    }

    /// A page of cases.
    ///
    /// @throws Refusal with BAD_PAGE_TOKEN, or INVALID_REQUEST for a day of no calendar
    public Page.Slice<Case> search(Caller caller, SearchCasesRequest request) {
        requireDays(request.getFilter());
        var page = Page.of(request);
        return database.as(
                caller,
                transaction ->
                        cases.page(transaction, request.getFilter(), request.getOrder(), page));
    }

    /// How many cases there are.
    ///
    /// @throws Refusal with INVALID_REQUEST for a day of no calendar
    public CountCasesResponse count(Caller caller, CountCasesRequest request) {
        requireDays(request.getFilter());
        int found =
                database.as(
                        caller,
                        transaction ->
                                cases.count(transaction, request.getFilter(), MOST_COUNTED + 1));
        return CountCasesResponse.newBuilder()
                .setCount(Math.min(found, MOST_COUNTED))
                .setMore(found > MOST_COUNTED)
                .build();
    }

    static void requireDays(CaseFilter filter) {
        requireDays("filter.due", filter.getDue());
        requireDays("filter.review_due", filter.getReviewDue());
    }

    private static void requireDays(String field, DayRange range) {
        Day.require(field + ".from", range.getFrom());
        Day.require(field + ".before", range.getBefore());
    }
}
