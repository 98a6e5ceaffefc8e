package redress.grievances.receipts;

import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// How many wrong codes are looked at: after 1,000, and 100 a minute from then on, no code is
/// looked at for a while, right or wrong. Nobody learns more by trying than chance gives: a code is
/// one of 2^100.
@ApplicationScoped
public class WrongCodes {
    private static final int AT_ONCE = 1000;
    private static final int A_MINUTE = 100;

    private final Bucket bucket =
            Bucket.builder()
                    .addLimit(
                            limit ->
                                    limit.capacity(AT_ONCE)
                                            .refillGreedy(A_MINUTE, Duration.ofMinutes(1)))
                    .build();

    /// @throws Refusal with TOO_MANY_CALLS
    void requireFew() {
        if (bucket.getAvailableTokens() < 1) {
            throw new Refusal(
                    Reason.REASON_TOO_MANY_CALLS, "too many wrong codes: try again in a minute");
        }
    }

    void count() {
        var _ = bucket.tryConsume(1);
    }
}
