package redress.mesh.webhooks;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/// How long to wait before the next try: twice as long each time, less a part by chance, so that
/// what failed together does not come back together.
///
/// @param first wait after the first try
/// @param most longest wait
/// @param chance gives 0 to 1
public record Backoff(Duration first, Duration most, DoubleSupplier chance) {
    private static final int DOUBLINGS = 30;

    public Backoff {
        if (first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException(
                    "back-off: first after %s (expected: a positive time)".formatted(first));
        }
    }

    /// One that draws its chances.
    static Backoff of(Duration first, Duration most) {
        return new Backoff(first, most, () -> ThreadLocalRandom.current().nextDouble());
    }

    /// The wait after so many tries.
    public Duration after(int tried) {
        var doubled = first.multipliedBy(1L << Math.clamp(tried - 1, 0, DOUBLINGS));
        var whole = doubled.compareTo(most) > 0 ? most : doubled;
        return Duration.ofMillis(Math.round(whole.toMillis() * (1 - chance.getAsDouble() / 2)));
    }
}
