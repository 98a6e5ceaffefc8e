package redress.cases.consent;

import redress.cases.v1.Consent;
import redress.mesh.store.Transaction;

/// What may go on only while a consent holds.
public interface RestsOnConsent {
    /// Ends what rests on a consent that is withdrawn, in the same transaction.
    void withdrawn(Transaction transaction, Consent consent);
}
