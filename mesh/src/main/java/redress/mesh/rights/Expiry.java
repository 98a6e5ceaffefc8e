package redress.mesh.rights;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which items were kept long enough.
///
/// @param states one of which they have
/// @param unchangedSince nothing has happened to them since
/// @param after only those that come after this item
/// @param limit at most so many, oldest first
public record Expiry(List<String> states, Instant unchangedSince, Optional<UUID> after, int limit) {
    public Expiry {
        states = List.copyOf(states);
    }

    /// The same, further on.
    public Expiry from(UUID last) {
        return new Expiry(states, unchangedSince, Optional.of(last), limit);
    }
}
