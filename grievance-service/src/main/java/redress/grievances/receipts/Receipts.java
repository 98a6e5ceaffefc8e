package redress.grievances.receipts;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.UUID;
import redress.mesh.access.Caller;
import redress.mesh.store.Transaction;

/// Which code opens which grievance. Only hashes of codes are stored; only the service itself sees
/// them.
public interface Receipts {
    /// Whether the caller of the transaction took in the grievance, seen or not.
    boolean handedIn(Transaction transaction, Caller caller, UUID grievance);

    /// Whether there is a code for a grievance.
    boolean has(Transaction transaction, UUID grievance);

    /// Stores the code of a grievance in place of an earlier one.
    void put(Transaction transaction, UUID grievance, ByteString hash);

    /// Grievances that a code opens, oldest first.
    List<UUID> of(Transaction transaction, ByteString hash);
}
