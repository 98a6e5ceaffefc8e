package redress.certs.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static redress.certs.Refusals.assertRefused;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.Reason;
import redress.certs.authority.AuthorityFixture;
import redress.certs.authority.Delivery;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;

class HangupTest {
    /// Says "ready", then one line for each signal, and ends when its input does.
    private static final String LISTENER =
            "trap 'echo told' HUP; echo ready; while read -r _; do :; done; wait";

    @TempDir Path dir;

    private Process listener;
    private BufferedReader heard;
    private Path pidFile;

    @BeforeEach
    void start() throws IOException {
        listener = new ProcessBuilder("bash", "-c", LISTENER).start();
        heard = listener.inputReader();
        assertThat(heard.readLine()).isEqualTo("ready");
        pidFile = Files.writeString(dir.resolve("postmaster.pid"), listener.pid() + "\n/data\n");
    }

    @AfterEach
    void end() {
        listener.destroyForcibly();
    }

    @Test
    void tellsTheProcessInTheFirstLine() throws IOException {
        assertThat(new Hangup(dir, pidFile).send()).isTrue();

        listener.outputWriter().close();
        assertThat(heard.readLine()).isEqualTo("told");
    }

    @Test
    void isSentWhenAFolderChangesAndOnlyThen() throws IOException {
        Agent agent = agent();
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Renewed.class);
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Fresh.class);

        assertThat(heardToTheEnd()).isEqualTo(List.of("told"));
    }

    @Test
    void isSentAtTheNextPassWhenItCouldNotBeSent() throws IOException {
        String whole = Files.readString(pidFile);
        Files.writeString(pidFile, "not yet\n");
        Agent agent = agent();
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Failed.class);
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Failed.class);

        Files.writeString(pidFile, whole);
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Told.class);
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Fresh.class);

        assertThat(heardToTheEnd()).isEqualTo(List.of("told"));
    }

    @Test
    @DisplayName("zero-trust 35: a process is told of its files by whoever comes after a kill -9")
    void isSentByTheNextPassWhenTheWriterDiedBefore() throws IOException {
        Agent agent = agent();
        agent.pass();
        new Hangup(folder(), pidFile).owe();

        assertThat(agent.pass()).containsExactly(new Visit.Told(folder()));
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Fresh.class);

        assertThat(heardToTheEnd()).isEqualTo(List.of("told", "told"));
    }

    @Test
    void doesNotWaitForAPidFileThatIsAPipe() throws IOException, InterruptedException {
        Files.delete(pidFile);
        assertThat(new ProcessBuilder("mkfifo", pidFile.toString()).start().waitFor()).isZero();

        assertThat(agent().pass())
                .singleElement()
                .asInstanceOf(type(Visit.Failed.class))
                .returns(Reason.BAD_MATERIAL, failed -> failed.cause().reason());
    }

    @Test
    void sparesAProcessThatIsYoungerThanTheFile() throws IOException {
        Files.setLastModifiedTime(pidFile, FileTime.from(Instant.EPOCH));

        assertThat(new Hangup(dir, pidFile).send()).isFalse();
    }

    @Test
    void tellsNobodyWhenNobodyRuns() throws IOException, InterruptedException {
        listener.destroyForcibly().waitFor();

        assertThat(new Hangup(dir, pidFile).send()).isFalse();
        assertThat(new Hangup(dir, dir.resolve("none")).send()).isFalse();
    }

    @Test
    void refusesAFileWithoutANumber() throws IOException {
        Files.writeString(pidFile, "-1\n");

        assertRefused(Reason.BAD_MATERIAL, () -> new Hangup(dir, pidFile).send());
    }

    private Agent agent() {
        AuthorityFixture fixture = AuthorityFixture.in(dir.resolve("pki"));
        var id = fixture.authority().trustDomain().workload("postgres");
        var delivery = Delivery.to(folder()).withHup(pidFile);
        var _ =
                fixture.authority()
                        .register(Registration.of(Profile.client(id)).withDelivery(delivery));
        return new Agent(fixture.authority());
    }

    private Path folder() {
        return dir.resolve("w");
    }

    private List<String> heardToTheEnd() throws IOException {
        listener.outputWriter().close();
        return heard.lines().toList();
    }
}
