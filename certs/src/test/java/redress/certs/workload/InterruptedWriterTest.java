package redress.certs.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.DurableFiles;
import redress.certs.Reason;
import redress.certs.authority.AuthorityFixture;

/// A real process that is killed while it writes, or that has no space: `ulimit -f` makes the
/// kernel refuse each byte of a file beyond the first thousand.
class InterruptedWriterTest {
    private static final String WITHOUT_SPACE = "ulimit -f 1; exec \"$@\"";

    @TempDir Path dir;

    private AuthorityFixture fixture;
    private WorkloadFolder one;
    private WorkloadFolder other;
    private WorkloadFolder target;

    @BeforeEach
    void makeTwoSets() {
        fixture = AuthorityFixture.in(dir.resolve("pki"));
        one = enrol("one");
        other = enrol("other");
        target = WorkloadFolder.at(dir.resolve("target"));
        copy(one);
    }

    @RepeatedTest(8)
    @DisplayName("zero-trust 24, 35: kill -9 of the writer leaves one whole set")
    void leavesOneWholeSetWhenTheWriterIsKilled(RepetitionInfo round) throws Exception {
        Process writer = new ProcessBuilder(writer()).start();
        var said = writer.inputReader();
        for (int written = 0; written < 2 + 7 * round.getCurrentRepetition(); written++) {
            assertThat(said.readLine()).isEqualTo("written");
        }
        writer.destroyForcibly().waitFor();

        assertThat(target.read()).isIn(one.read(), other.read());
        assertThat(target.crl()).isEqualTo(one.crl());
        copy(other);
        assertThat(target.read()).isEqualTo(other.read());
        assertThat(sets()).isEqualTo(1);
    }

    @Test
    @DisplayName("zero-trust 24, 35: a full disk leaves the set that was there")
    void leavesTheSetThatWasThereWhenTheDiskIsFull() throws Exception {
        Process writer = withoutSpace(writer());

        assertThat(writer.inputReader().lines()).containsExactly(Reason.FILES.name());
        assertThat(writer.waitFor()).isEqualTo(Reason.FILES.exitCode());
        assertThat(target.read()).isEqualTo(one.read());
        copy(other);
        assertThat(target.read()).isEqualTo(other.read());
        assertThat(sets()).isEqualTo(1);
    }

    @Test
    @DisplayName("zero-trust 35: a full disk refuses a rotation and leaves authority and folder")
    void refusesARotationWithoutSpace() throws Exception {
        Path secret = dir.resolve("passphrase");
        DurableFiles.writeSecret(secret, AuthorityFixture.PASSPHRASE.getBytes(UTF_8));
        var before = fixture.again().leaves();
        WorkloadCredentials held = one.read();

        Process rotation =
                withoutSpace(
                        java(
                                "redress.certs.cli.CertsCommand",
                                "rotate",
                                "one",
                                "--authority",
                                dir.resolve("pki").toString(),
                                "--passphrase-file",
                                secret.toString()));

        assertThat(rotation.waitFor()).isEqualTo(Reason.FILES.exitCode());
        assertThat(one.read()).isEqualTo(held);
        assertThat(fixture.again().leaves()).isEqualTo(before);
        fixture.clock().advance(Duration.ofMinutes(40));
        assertThat(new Agent(fixture.again()).pass()).hasOnlyElementsOfType(Visit.Renewed.class);
    }

    private WorkloadFolder enrol(String name) {
        Path folder = dir.resolve(name);
        var _ = fixture.register(name, folder, Duration.ofHours(1));
        new Agent(fixture.authority()).pass();
        return WorkloadFolder.at(folder);
    }

    private void copy(WorkloadFolder from) {
        target.write(from.read(), from.crl().orElseThrow());
    }

    private List<String> writer() {
        return java(
                SetWriter.class.getName(),
                target.path().toString(),
                one.path().toString(),
                other.path().toString());
    }

    private static List<String> java(String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:-UsePerfData",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Process withoutSpace(List<String> command) throws IOException {
        var limited = new ArrayList<>(List.of("bash", "-c", WITHOUT_SPACE, "bash"));
        limited.addAll(command);
        return new ProcessBuilder(limited).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private long sets() throws IOException {
        try (var entries = Files.list(target.path())) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .count();
        }
    }
}
