package redress.certs.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.CertsException;
import redress.certs.MovableClock;
import redress.certs.Reason;

class RoundsTest {
    private static final Duration EVERY = Duration.ofSeconds(10);

    @TempDir Path dir;

    private final MovableClock clock = new MovableClock();
    private final Deque<Throwable> faults = new ArrayDeque<>();
    private final List<Throwable> alarms = new ArrayList<>();
    private int passes;
    private int reports;
    private Path file;
    private Rounds rounds;

    @BeforeEach
    void create() {
        file = dir.resolve("authority.json");
        rounds = new Rounds(this::pass, new Watch(file, EVERY, clock), EVERY, clock);
    }

    @Test
    void looksAtOnceThenAfterAWhileAndWhenTheAuthorityChanged() throws Exception {
        look();
        look();
        assertThat(passes).isEqualTo(1);
        clock.advance(EVERY);
        look();
        assertThat(passes).isEqualTo(2);
        Files.writeString(file, "changed");
        look();
        assertThat(passes).isEqualTo(3);
        assertThat(reports).isEqualTo(3);
    }

    @Test
    void goesOnAfterWhateverEndedALook() {
        var refusal = new CertsException(Reason.FILES, "disk", "full", "space");
        List<Throwable> all =
                List.of(refusal, new IllegalStateException("token"), new OutOfMemoryError("heap"));
        faults.addAll(all);
        for (int round = 0; round <= all.size(); round++) {
            look();
            clock.advance(EVERY);
        }

        assertThat(alarms).isEqualTo(all);
        assertThat(passes).isEqualTo(4);
        assertThat(reports).isEqualTo(1);
    }

    @Test
    void restsLongerAfterEachFailureUpToItsUsualTime() throws Exception {
        for (int failure = 0; failure < 7; failure++) {
            faults.add(new IllegalStateException("token"));
        }
        look();
        for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
            int before = passes;
            clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            Files.writeString(file, "changed " + passes);
            look();
            assertThat(passes).isEqualTo(before);
            clock.advance(Duration.ofMillis(1));
            look();
            assertThat(passes).isEqualTo(before + 1);
        }
    }

    @Test
    void looksWhenTheClockWasPutBack() {
        faults.add(new IllegalStateException("token"));
        look();
        clock.advance(Duration.ofHours(-1));
        look();

        assertThat(reports).isEqualTo(1);
    }

    private void look() {
        rounds.look(_ -> reports++, alarms::add);
    }

    private List<Visit> pass() {
        passes++;
        Throwable fault = faults.poll();
        if (fault instanceof RuntimeException e) {
            throw e;
        }
        if (fault instanceof Error e) {
            throw e;
        }
        return List.of();
    }
}
