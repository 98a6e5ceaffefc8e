package redress.grievances.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import redress.grievances.v1.DeleteGrievanceSearchRequest;
import redress.grievances.v1.DeleteGrievanceSearchResponse;
import redress.grievances.v1.SaveGrievanceSearchRequest;
import redress.grievances.v1.SavedGrievanceSearch;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.SavedSearches;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Keeps people's searches for grievances. Nobody sees those of others.
@ApplicationScoped
public class KeepGrievanceSearches {
    private static final SavedSearches<SavedGrievanceSearch> SEARCHES =
            new SavedSearches<>(SavedGrievanceSearch.parser());
    private static final AnswerType<SavedGrievanceSearch> SAVED =
            new AnswerType<>(
                    SavedGrievanceSearch.parser(), search -> UUID.fromString(search.getId()));
    // Belongs to no item: who made the request gets its answer again.
    private static final AnswerType<DeleteGrievanceSearchResponse> DELETED =
            new AnswerType<>(DeleteGrievanceSearchResponse.parser(), _ -> new UUID(0, 0));

    private final Database database;

    /// @param database where they are kept
    public KeepGrievanceSearches(Database database) {
        this.database = database;
    }

    /// The caller's searches, by name.
    public List<SavedGrievanceSearch> list(Caller caller) {
        return database.as(caller, SEARCHES::all);
    }

    /// Keeps a search, in place of an earlier one with the same name.
    ///
    /// @throws Refusal with INVALID_REQUEST if there are too many, or for a day of no calendar
    public SavedGrievanceSearch save(Caller caller, SaveGrievanceSearchRequest request) {
        SearchGrievances.requireDays(request.getFilter());
        return database.once(
                caller, RequestKey.of(request), SAVED, transaction -> save(transaction, request));
    }

    /// Removes a search.
    ///
    /// @throws Refusal with NOT_FOUND
    public void delete(Caller caller, DeleteGrievanceSearchRequest request) {
        var id = Database.id("id", request.getId());
        var _ =
                database.once(
                        caller,
                        RequestKey.of(request),
                        DELETED,
                        transaction -> {
                            SEARCHES.remove(transaction, id);
                            transaction.record(new Event(id, "grievance_search.deleted", ""));
                            return DeleteGrievanceSearchResponse.getDefaultInstance();
                        });
    }

    private static SavedGrievanceSearch save(
            Transaction transaction, SaveGrievanceSearchRequest request) {
        var search =
                SavedGrievanceSearch.newBuilder()
                        .setName(request.getName())
                        .setFilter(request.getFilter())
                        .setOrder(request.getOrder())
                        .setSavedAt(Timeline.timestamp(transaction.now()));
        var saved =
                SEARCHES.put(
                        transaction, request.getName(), id -> search.setId(id.toString()).build());
        transaction.record(
                new Event(UUID.fromString(saved.getId()), "grievance_search.saved", "saved"));
        return saved;
    }
}
