package redress.mesh.store;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Destroys data keys for good: what they sealed can't be read any more, stored answers are gone.
///
/// Who destroys a key first stores anew what is kept of it, in the same transaction.
public final class DestroyKeys {
    private DestroyKeys() {}

    /// Waits until writes that use the keys are done, and holds up those that come. After that the
    /// rows of the keys are known for certain.
    public static void lock(Transaction transaction, Collection<UUID> keys) {
        transaction
                .handle()
                .createQuery("SELECT id FROM data_keys WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
                .bindArray("ids", UUID.class, List.copyOf(keys))
                .mapTo(UUID.class)
                .forEach(_ -> {});
    }

    /// Destroys the keys at the end of the transaction.
    public static void destroy(Transaction transaction, Collection<UUID> keys) {
        Answers.forgetSealedWith(transaction, keys);
        var _ = transaction.sealing().destroy(keys);
    }
}
