package redress.grievances.lifecycle;

import redress.grievances.v1.Grievance;
import redress.mesh.store.Transaction;

/// Hears what happens to grievances, so that complainants can be told.
public interface TellsComplainants {
    /// Something happened; called in the transaction that stores it. Nobody is told before it ends.
    ///
    /// @param after the grievance as it has become
    /// @param event what happened, for instance `grievance.resolved`
    void happened(Transaction transaction, Grievance after, String event);
}
