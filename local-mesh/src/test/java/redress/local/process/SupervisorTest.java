package redress.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;

class SupervisorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path folder = Path.of("");

    @AfterEach
    void stopWhatIsLeft() {
        supervisor().stop(ShellPart.thatRuns(folder), Progress.silent());
    }

    @Test
    void anotherLauncherSeesAndStopsWhatOneStarted() {
        Part part = ShellPart.thatRuns(folder);

        supervisor().start(part, Progress.silent());

        assertThat(supervisor().status(part).state()).isEqualTo(PartState.READY);
        supervisor().stop(part, Progress.silent());
        assertThat(supervisor().status(part).state()).isEqualTo(PartState.STOPPED);
    }

    @Test
    void saysThatAPartDied() {
        Part part = ShellPart.thatRuns(folder);
        supervisor().start(part, Progress.silent());

        kill(supervisor().status(part).pid().orElseThrow());

        assertThat(supervisor().status(part).state()).isEqualTo(PartState.DIED);
        assertThat(supervisor().died(part)).isTrue();
    }

    @Test
    void namesTheExitCodeCauseAndLogOfAPartThatEndsAtOnce() {
        var part = new ShellPart(folder, "echo 'Caused by: no fuel'; echo bye; exit 7", PATIENCE);

        assertThatThrownBy(() -> supervisor().start(part, Progress.silent()))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("shell: ended with code 7")
                .hasMessageContaining("Caused by: no fuel")
                .hasMessageContaining("log: " + folder.resolve("logs/shell.log"));
        assertThat(supervisor().status(part).state()).isEqualTo(PartState.STOPPED);
    }

    @Test
    void givesUpAPartThatNeverGetsReadyAndLeavesNoProcess() {
        var part = new ShellPart(folder, "exec sleep 600", Duration.ZERO);

        assertThatThrownBy(() -> supervisor().start(part, Progress.silent()))
                .hasMessageContaining("not ready after 0 s");
        assertThat(supervisor().runs(part)).isFalse();
    }

    @Test
    void startsNothingOnceItRefuses() {
        var supervisor = supervisor();
        supervisor.refuseStarts();

        assertThatThrownBy(() -> supervisor.start(ShellPart.thatRuns(folder), Progress.silent()))
                .hasMessageContaining("interrupted");
    }

    @Test
    void passesOnlyAFewVariablesOfItsOwnEnvironment() {
        var part = new ShellPart(folder, "env > seen; mv seen ready; exec sleep 600", PATIENCE);

        supervisor().start(part, Progress.silent());

        assertThat(folder.resolve("ready"))
                .content()
                .contains("OWN=yes")
                .doesNotContain("MAVEN_")
                .doesNotContain("JAVA_HOME");
    }

    private Supervisor supervisor() {
        return new Supervisor(new MeshHome(folder));
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }
}
