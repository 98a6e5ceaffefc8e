package redress.certs.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.DurableFiles;
import redress.certs.MovableClock;

class WatchTest {
    @TempDir Path dir;

    private final MovableClock clock = new MovableClock();

    @Test
    void isDueAtFirstAndAfterAWhile() {
        Watch watch = watch();

        assertThat(watch.isDue()).isTrue();
        clock.advance(Duration.ofSeconds(29));
        assertThat(watch.isDue()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(watch.isDue()).isTrue();
        assertThat(watch.isDue()).isFalse();
    }

    @Test
    void isDueOnceTheFileWasReplaced() {
        Watch watch = watch();
        assertThat(watch.isDue()).isTrue();

        DurableFiles.replaceSecret(dir.resolve("authority.json"), "new".getBytes(UTF_8));

        assertThat(watch.isDue()).isTrue();
        assertThat(watch.isDue()).isFalse();
    }

    @Test
    void isNotPutOffByAClockThatWasPutBack() {
        Watch watch = watch();
        assertThat(watch.isDue()).isTrue();

        clock.advance(Duration.ofHours(-2));

        assertThat(watch.isDue()).isTrue();
    }

    private Watch watch() {
        Path file = dir.resolve("authority.json");
        DurableFiles.replaceSecret(file, "old".getBytes(UTF_8));
        return new Watch(file, Duration.ofSeconds(30), clock);
    }
}
