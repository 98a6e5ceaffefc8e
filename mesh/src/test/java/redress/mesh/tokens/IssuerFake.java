package redress.mesh.tokens;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// An issuer of tokens that counts how often it is asked, and can be away or take its time.
final class IssuerFake implements Introspection {
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean away;
    private volatile CountDownLatch held = new CountDownLatch(0);

    void revoke(String token) {
        revoked.add(token);
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /// From now on it answers only after [#letGo].
    void holdBack() {
        held = new CountDownLatch(1);
    }

    void letGo() {
        held.countDown();
    }

    int asked() {
        return asked.get();
    }

    @Override
    public boolean isActive(String token) {
        var _ = asked.incrementAndGet();
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (away) {
            throw new UnansweredException("away");
        }
        return !revoked.contains(token);
    }
}
