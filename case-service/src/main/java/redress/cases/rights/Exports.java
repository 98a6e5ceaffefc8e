package redress.cases.rights;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redress.mesh.store.Transaction;

/// What services gave out for access requests, sealed, until it expires.
public interface Exports {
    /// Keeps texts of a service, in order; texts that it gave before for the request are replaced.
    void keep(Transaction transaction, UUID request, String service, List<String> texts);

    /// All texts of a service, in order.
    List<String> texts(Transaction transaction, UUID request, String service);

    /// One text of a service.
    Optional<String> text(Transaction transaction, UUID request, String service, int part);

    /// How many texts there are of a service.
    int count(Transaction transaction, UUID request, String service);

    /// Destroys what is kept for a request, but for texts of one service.
    void destroyAllBut(Transaction transaction, UUID request, String service);

    /// Says when what is kept for a request expires.
    void expireAt(Transaction transaction, UUID request, Instant end);

    /// Destroys what has expired.
    ///
    /// @return for how many requests
    int destroyExpired(Transaction transaction);
}
