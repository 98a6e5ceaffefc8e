package redress.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EdgeTallyTest {
    private final EdgeTally tally = new EdgeTally();

    @Test
    void tellsTheTimeThatAShareOfTheCallsTookAtMost() {
        for (int millis = 1; millis <= 2000; millis++) {
            tally.answered(Duration.ofMillis(millis));
        }

        assertThat(tally.answered()).isEqualTo(2000);
        assertThat(tally.millis(0.5)).isEqualTo(1000);
        assertThat(tally.millis(0.99)).isEqualTo(1980);
        assertThat(tally.millis(1)).isEqualTo(2000);
    }

    @Test
    void hasNoTimeWithoutACall() {
        assertThat(tally.millis(0.99)).isZero();
    }

    @Test
    void countsEveryFailureAndKeepsTheFirst() {
        for (int i = 0; i < 25; i++) {
            tally.failed(Instant.EPOCH, "number " + i);
        }

        assertThat(tally.failed()).isEqualTo(25);
        assertThat(tally.failures()).hasSize(20).first().asString().endsWith("number 0");
    }
}
