package redress.mesh.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
    private Instant now = Instant.EPOCH;
    private final KeyCache cache = new KeyCache(() -> now);
    private final DataKey key = DataKey.of(UUID.randomUUID(), new byte[32]);

    @Test
    void givesAKeyForAWhile() {
        cache.put(key);

        assertThat(cache.get(key.id())).contains(key);
        now = now.plus(KeyCache.LIFE).plusSeconds(1);
        assertThat(cache.get(key.id())).isEmpty();
    }

    @Test
    void forgetsWhatIsDestroyed() {
        cache.put(key);
        cache.forget(key.id());

        assertThat(cache.get(key.id())).isEmpty();
    }

    @Test
    void isBounded() {
        cache.put(key);
        for (int i = 0; i < KeyCache.SIZE; i++) {
            cache.put(new DataKey(UUID.randomUUID(), key.aead()));
        }

        assertThat(cache.get(key.id())).isEmpty();
    }
}
