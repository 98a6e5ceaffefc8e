package redress.mesh.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import redress.access.v1.Reason;
import redress.mesh.identity.PeerIdentity;

/// How many calls each caller may make, so that one who floods is slowed and the others are not.
///
/// A caller is a user, whichever workload they come through, or a workload that calls for itself.
/// Who asks too often waits for half a second at most; who is refused has waited for it, because
/// who is refused at once asks at once again. Who has too many calls open waits for one of them to
/// end, as long as a cold process needs for a handful. Nothing is shared with other processes: at
/// each replica a caller has as much again.
public final class CallerLimits {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration PLACE_PATIENCE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final int CALLERS = 100_000;

    private final Duration placePatience;
    private final LoadingCache<String, Share> users;
    private final LoadingCache<String, Share> services;
    private final LoadingCache<String, Share> refused;

    /// What one caller may use.
    ///
    /// @param perSecond calls a second; as many may come at once after a second of silence
    /// @param atOnce calls that have begun and not ended, open streams included
    public record Allowance(int perSecond, int atOnce) {
        public Allowance {
            if (perSecond < 1 || atOnce < 1) {
                throw new IllegalArgumentException(
                        "allowance: %d a second, %d at once (expected: 1 or more of each)"
                                .formatted(perSecond, atOnce));
            }
        }
    }

    /// @param user of each user; of each workload, for the calls that the gate refuses
    /// @param service of each workload that calls for itself
    public CallerLimits(Allowance user, Allowance service) {
        this(user, service, PLACE_PATIENCE);
    }

    CallerLimits(Allowance user, Allowance service, Duration placePatience) {
        this.placePatience = placePatience;
        this.users = shares(user);
        this.services = shares(service);
        this.refused = shares(user);
    }

    /// Counts a call, and waits for its turn if there were too many.
    ///
    /// @return what gives the place back when the call has ended, once
    /// @throws Refusal with TOO_MANY_CALLS
    Runnable enter(Caller caller) {
        Share share = share(caller);
        try {
            share.await();
            if (!share.places.tryAcquire(placePatience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw tooMany();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        return share.places::release;
    }

    /// Counts a request that holds calls, and waits for its turn. It takes no place: its calls do.
    ///
    /// @throws Refusal with TOO_MANY_CALLS
    void await(Caller caller) {
        try {
            share(caller).await();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /// Counts work that was done for a caller without a call: the next calls wait for it.
    void charge(Caller caller) {
        var _ = share(caller).rate.consumeIgnoringRateLimits(1);
    }

    /// Counts a call that was refused before anybody knew whose it is, or because of it, and makes
    /// its workload wait: who guesses is slowed too.
    ///
    /// @return whether its turn came within half a second
    boolean slow(PeerIdentity peer) {
        try {
            return refused.get(peer.workload()).turn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Share share(Caller caller) {
        return caller.user()
                .map(user -> users.get(user.name()))
                .orElseGet(() -> services.get(caller.workload()));
    }

    private static LoadingCache<String, Share> shares(Allowance allowance) {
        return Caffeine.newBuilder()
                .expireAfterAccess(IDLE)
                .maximumSize(CALLERS)
                .build(_ -> new Share(allowance));
    }

    private static Refusal interrupted() {
        Thread.currentThread().interrupt();
        return new Refusal(Reason.REASON_UNAVAILABLE, "the call was interrupted: try again");
    }

    private static Refusal tooMany() {
        return new Refusal(
                Reason.REASON_TOO_MANY_CALLS, "too many calls at once: try again in a second");
    }

    private static final class Share {
        private final Bucket rate;
        private final Semaphore places;

        Share(Allowance allowance) {
            rate =
                    Bucket.builder()
                            .addLimit(
                                    limit ->
                                            limit.capacity(allowance.perSecond())
                                                    .refillGreedy(
                                                            allowance.perSecond(),
                                                            Duration.ofSeconds(1)))
                            .build();
            places = new Semaphore(allowance.atOnce(), true);
        }

        private void await() throws InterruptedException {
            if (!turn()) {
                throw tooMany();
            }
        }

        // The bucket knows at once that the wait would be too long: half a second is over all the
        // same before anybody hears of it.
        boolean turn() throws InterruptedException {
            if (rate.asBlocking().tryConsume(1, PATIENCE, BlockingStrategy.PARKING)) {
                return true;
            }
            Thread.sleep(PATIENCE);
            return false;
        }
    }
}
