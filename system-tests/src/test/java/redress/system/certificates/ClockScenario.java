package redress.system.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.system.mesh.Commands;

/// A service whose clock is wrong, and one whose certificate expires while it runs.
class ClockScenario {
    private static final Duration SKEW = Duration.ofMinutes(5).minusSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LIFE = Duration.ofDays(1);

    /// Enough for a slow machine to start the service.
    private static final Duration LEFT = Duration.ofSeconds(75);

    @TempDir Path folder = Path.of("");
    private final LoneService service = new LoneService("clock");

    @BeforeEach
    void needsFaketime() {
        assumeTrue(OpensslPki.possible(), "openssl is not installed (Debian: apt install openssl)");
        assumeTrue(
                Commands.installed("faketime"),
                "faketime is not installed (Debian: apt install faketime, or ./redress test"
                        + " --install)");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @DisplayName("zero-trust 27: a clock 5 minutes ahead is survived")
    void survivesAClockThatIsAhead() throws IOException {
        assertServesWithClock(SKEW);
    }

    @Test
    @DisplayName("zero-trust 27: a clock 5 minutes behind is survived")
    void survivesAClockThatIsBehind() throws IOException {
        assertServesWithClock(SKEW.negated());
    }

    private void assertServesWithClock(Duration ahead) throws IOException {
        var pki = new OpensslPki(folder);
        service.provide(pki);
        service.start(part -> new FakedClock(part, ahead));
        assertThat(service.call().hasModel()).isTrue();

        pki.issue(LoneService.NAME, "P-256").asVolume(service.home().identity(LoneService.NAME));
        service.awaitFollowed();
        assertThat(service.call().hasModel()).isTrue();
    }

    @Test
    @DisplayName("zero-trust 24, 25: an expired certificate raises an alarm and ends no process")
    void livesThroughTheEndOfItsCertificate() throws IOException {
        var pki = new OpensslPki(folder);
        service.provide(pki);
        var last = service.serialOnDisk(LoneService.NAME);
        service.start(part -> new FakedClock(part, LIFE.minus(LEFT), this::shows));
        await().atMost(SOON).until(() -> service.alarm().contains("80 %"));

        // By its clock everybody's certificate ends now, its callers' too.
        await().atMost(LEFT.plus(LEFT)).until(this::refuses);
        assertThat(service.shows()).isEqualTo(last);

        pki.issue(LoneService.NAME, "P-256", 3).asVolume(service.home().identity(LoneService.NAME));
        pki.issue(LoneService.CALLER, "P-256", 3)
                .asVolume(service.home().identity(LoneService.CALLER));
        service.awaitFollowed();
        assertThat(service.call().hasModel()).isTrue();
    }

    private boolean shows() {
        try {
            return service.shows().signum() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean refuses() {
        try {
            return !service.call().hasModel();
        } catch (StatusRuntimeException refused) {
            return true;
        }
    }
}
