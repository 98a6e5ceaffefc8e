package redress.cases.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import redress.cases.v1.DeleteCaseSearchRequest;
import redress.cases.v1.DeleteCaseSearchResponse;
import redress.cases.v1.SaveCaseSearchRequest;
import redress.cases.v1.SavedCaseSearch;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.SavedSearches;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Keeps people's searches for cases. Nobody sees those of others.
@ApplicationScoped
public class KeepCaseSearches {
    private static final SavedSearches<SavedCaseSearch> SEARCHES =
            new SavedSearches<>(SavedCaseSearch.parser());
    private static final AnswerType<SavedCaseSearch> SAVED =
            new AnswerType<>(SavedCaseSearch.parser(), search -> UUID.fromString(search.getId()));
    // Belongs to no item: who made the request gets its answer again.
    private static final AnswerType<DeleteCaseSearchResponse> DELETED =
            new AnswerType<>(DeleteCaseSearchResponse.parser(), _ -> new UUID(0, 0));

    private final Database database;

    /// @param database where they are kept
    public KeepCaseSearches(Database database) {
        this.database = database;
    }

    /// The caller's searches, by name.
    public List<SavedCaseSearch> list(Caller caller) {
        return database.as(caller, SEARCHES::all);
    }

    /// Keeps a search, in place of an earlier one with the same name.
    ///
    /// @throws Refusal with INVALID_REQUEST if there are too many, or for a day of no calendar
    public SavedCaseSearch save(Caller caller, SaveCaseSearchRequest request) {
        SearchCases.requireDays(request.getFilter());
        return database.once(
                caller, RequestKey.of(request), SAVED, transaction -> save(transaction, request));
    }

    /// Removes a search.
    ///
    /// @throws Refusal with NOT_FOUND
    public void delete(Caller caller, DeleteCaseSearchRequest request) {
        var id = Database.id("id", request.getId());
        var _ =
                database.once(
                        caller,
                        RequestKey.of(request),
                        DELETED,
                        transaction -> {
                            SEARCHES.remove(transaction, id);
                            transaction.record(new Event(id, "case_search.deleted", ""));
                            return DeleteCaseSearchResponse.getDefaultInstance();
                        });
    }

    private static SavedCaseSearch save(Transaction transaction, SaveCaseSearchRequest request) {
        var search =
                SavedCaseSearch.newBuilder()
                        .setName(request.getName())
                        .setFilter(request.getFilter())
                        .setOrder(request.getOrder())
                        .setSavedAt(Timeline.timestamp(transaction.now()));
        var saved =
                SEARCHES.put(
                        transaction, request.getName(), id -> search.setId(id.toString()).build());
        transaction.record(new Event(UUID.fromString(saved.getId()), "case_search.saved", "saved"));
        return saved;
    }
}
