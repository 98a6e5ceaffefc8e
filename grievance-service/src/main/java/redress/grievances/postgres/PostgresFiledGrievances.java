package redress.grievances.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import redress.grievances.search.FiledGrievances;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceFilter;
import redress.grievances.v1.GrievanceOrder;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// Grievances by the columns beside their documents.
@ApplicationScoped
public class PostgresFiledGrievances implements FiledGrievances {
    @Override
    public Page.Slice<Grievance> page(
            Transaction transaction, GrievanceFilter filter, GrievanceOrder order, Page page) {
        return GrievanceRows.page(transaction, filter, order, page);
    }

    @Override
    public int count(Transaction transaction, GrievanceFilter filter, int bound) {
        return GrievanceRows.count(transaction, filter, bound);
    }
}
