package redress.mesh.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofHours(1);

    @Test
    void waitsTwiceAsLongEachTimeAndNeverLongerThanTheMost() {
        var backoff = new Backoff(FIRST, MOST, () -> 0);
        assertThat(backoff.after(1)).isEqualTo(FIRST);
        assertThat(backoff.after(2)).isEqualTo(Duration.ofSeconds(10));
        assertThat(backoff.after(5)).isEqualTo(Duration.ofSeconds(80));
        assertThat(backoff.after(11)).isEqualTo(MOST);
        assertThat(backoff.after(10_000)).isEqualTo(MOST);
    }

    @Test
    void takesUpToHalfOffByChance() {
        assertThat(new Backoff(FIRST, MOST, () -> 1).after(2)).isEqualTo(Duration.ofSeconds(5));
        assertThat(new Backoff(FIRST, MOST, () -> 0.5).after(2)).isEqualTo(Duration.ofMillis(7500));
    }

    @Test
    void refusesWhatNeverBegins() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, MOST, () -> 0))
                .hasMessageContaining("expected: a positive time");
    }
}
