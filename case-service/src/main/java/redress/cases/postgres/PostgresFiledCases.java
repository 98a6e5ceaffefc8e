package redress.cases.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import redress.cases.search.FiledCases;
import redress.cases.v1.Case;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.CaseOrder;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// Cases by the columns beside their documents.
@ApplicationScoped
public class PostgresFiledCases implements FiledCases {
    @Override
    public Page.Slice<Case> page(
            Transaction transaction, CaseFilter filter, CaseOrder order, Page page) {
        return CaseRows.page(transaction, filter, order, page);
    }

    @Override
    public int count(Transaction transaction, CaseFilter filter, int bound) {
        return CaseRows.count(transaction, filter, bound);
    }
}
