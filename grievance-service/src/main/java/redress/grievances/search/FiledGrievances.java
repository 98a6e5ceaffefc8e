package redress.grievances.search;

import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceFilter;
import redress.grievances.v1.GrievanceOrder;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// The grievances that the caller of a transaction may see, by what they are filed under.
public interface FiledGrievances {
    /// A page of those that fit.
    Page.Slice<Grievance> page(
            Transaction transaction, GrievanceFilter filter, GrievanceOrder order, Page page);

    /// How many fit: what all pages together hold.
    ///
    /// @param bound where counting ends
    int count(Transaction transaction, GrievanceFilter filter, int bound);
}
