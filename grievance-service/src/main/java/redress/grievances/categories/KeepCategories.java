package redress.grievances.categories;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import redress.grievances.v1.GrievanceCategory;
import redress.grievances.v1.ImportCategoriesRequest;
import redress.grievances.v1.ImportCategoriesResponse;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Transaction;

/// Gives out the categories, and takes over a whole list of them.
@ApplicationScoped
public class KeepCategories {
    // Belongs to no item: who made the request gets its answer again.
    private static final UUID NO_ITEM = new UUID(0, 0);
    private static final AnswerType<ImportCategoriesResponse> ANSWER =
            new AnswerType<>(ImportCategoriesResponse.parser(), _ -> NO_ITEM);

    private final Database database;
    private final Categories categories;

    KeepCategories(Database database, Categories categories) {
        this.database = database;
        this.categories = categories;
    }

    /// All categories.
    public List<GrievanceCategory> list(Caller caller) {
        return database.as(caller, categories::all);
    }

    /// Takes over a list; what it leaves out is retired.
    ///
    /// @throws Refusal with INVALID_REQUEST if it is no tree; with ROLE_MISSING if a category gets
    ///   less sensitive and the caller is no sensitive officer
    public ImportCategoriesResponse take(Caller caller, ImportCategoriesRequest request) {
        return database.once(
                caller,
                RequestKey.of(request),
                ANSWER,
                transaction -> take(caller, transaction, request.getCategoriesList()));
    }

    private ImportCategoriesResponse take(
            Caller caller, Transaction transaction, List<GrievanceCategory> wanted) {
        var before = categories.all(transaction);
        var after = CategoryRules.imported(before, wanted);
        CategoryRules.requireMayLower(caller, transaction.now(), before, after);
        categories.put(transaction, after);
        long inUse = after.stream().filter(each -> !each.getRetired()).count();
        transaction.record(new Event(NO_ITEM, "grievance.categories_imported", inUse + " in use"));
        return ImportCategoriesResponse.newBuilder()
                .addAllCategories(categories.all(transaction))
                .build();
    }
}
