package redress.grievances.lifecycle;

import redress.grievances.v1.Grievance;
import redress.mesh.store.Transaction;

/// Keeps the limits of grievances, with every change in its transaction.
public interface Clock {
    /// A grievance that has just arrived, with its limits.
    Grievance begin(Transaction transaction, Grievance received);

    /// A grievance as a change leaves it, with its limits as they are now.
    Grievance wind(Transaction transaction, Grievance before, Grievance after);
}
