package redress.mesh.privacy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Unwrapped data keys, kept for a short while so that a read costs no unwrapping. It decides
/// nothing: whether a key was destroyed is asked of the database with every read.
final class KeyCache {
    static final Duration LIFE = Duration.ofMinutes(5);
    static final int SIZE = 10_000;

    private final InstantSource clock;
    private final Map<UUID, Kept> entries =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Kept> eldest) {
                    return size() > SIZE;
                }
            };

    KeyCache(InstantSource clock) {
        this.clock = clock;
    }

    synchronized Optional<DataKey> get(UUID id) {
        var entry = entries.get(id);
        if (entry != null && entry.until().isBefore(clock.instant())) {
            entries.remove(id);
            return Optional.empty();
        }
        return Optional.ofNullable(entry).map(Kept::key);
    }

    synchronized void put(DataKey key) {
        entries.put(key.id(), new Kept(key, clock.instant().plus(LIFE)));
    }

    synchronized void forget(UUID id) {
        entries.remove(id);
    }

    private record Kept(DataKey key, Instant until) {}
}
