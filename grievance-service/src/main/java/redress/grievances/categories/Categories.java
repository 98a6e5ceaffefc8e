package redress.grievances.categories;

import java.util.List;
import redress.grievances.v1.GrievanceCategory;
import redress.mesh.store.Transaction;

/// The categories of an installation. Everybody may read them; supervisors change them.
public interface Categories {
    /// All categories, each after the one above it, retired ones included.
    List<GrievanceCategory> all(Transaction transaction);

    /// Stores categories as they are now. None is ever removed.
    void put(Transaction transaction, List<GrievanceCategory> categories);

    /// The category of a code and those above it, nearest first; those that do not exist are left
    /// out.
    List<GrievanceCategory> line(Transaction transaction, String code);

    /// Whether there is any category at all.
    boolean any(Transaction transaction);
}
