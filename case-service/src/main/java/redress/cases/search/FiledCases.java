package redress.cases.search;

import redress.cases.v1.Case;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.CaseOrder;
import redress.mesh.store.Page;
import redress.mesh.store.Transaction;

/// The cases that the caller of a transaction may see, by what they are filed under.
public interface FiledCases {
    /// A page of those that fit.
    Page.Slice<Case> page(Transaction transaction, CaseFilter filter, CaseOrder order, Page page);

    /// How many fit: what all pages together hold.
    ///
    /// @param bound where counting ends
    int count(Transaction transaction, CaseFilter filter, int bound);
}
