package redress.certs.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redress.certs.Reason;
import redress.certs.authority.AuthorityFixture;
import redress.certs.evidence.Report;

/// What the owner of a folder can put into it against an agent that has more rights.
class ForeignFolderTest {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final int MIB = 1 << 20;

    @TempDir Path dir;

    private AuthorityFixture fixture;
    private Agent agent;
    private WorkloadFolder folder;

    @BeforeEach
    void fill() {
        fixture = AuthorityFixture.in(dir.resolve("pki"));
        agent = new Agent(fixture.authority());
        folder = enrol("case-service");
    }

    @ParameterizedTest
    @CsvSource({"tls.crt,Renewed", "tls.key,Renewed", "bundle.pem,Renewed", "crl.pem,Refreshed"})
    void replacesAPipeWithoutWaitingForItsOtherEnd(String name, String done) throws Exception {
        pipe(inSet(name));

        assertThat(agent.pass().getFirst().getClass().getSimpleName()).isEqualTo(done);
        assertThat(folder.read().id().workloadName()).isEqualTo("case-service");
        assertThat(folder.crl()).contains(fixture.authority().crl());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.crt", "tls.key", "bundle.pem", "crl.pem"})
    void readsNoFileThatALinkLeadsTo(String name) throws IOException {
        WorkloadFolder other = enrol("other");
        Path file = inSet(name);
        Path elsewhere = other.path().resolve(name).toRealPath();
        Files.createSymbolicLink(file, elsewhere);

        assertRefused(Reason.BAD_MATERIAL, () -> readAll(folder))
                .hasMessageContaining(name + ": a link (expected: a regular file");
        agent.pass();
        assertThat(folder.read().id().workloadName()).isEqualTo("case-service");
        assertThat(elsewhere).exists();
    }

    @Test
    void readsNothingLongerThanOneMebibyte() throws IOException {
        Path crl = inSet("crl.pem");
        Files.write(crl, new byte[MIB]);
        assertThat(folder.crl()).hasValueSatisfying(text -> assertThat(text).hasSize(MIB));
        Files.write(crl, new byte[MIB + 1]);

        assertRefused(Reason.BAD_MATERIAL, folder::crl).hasMessageContaining("longer than 1 MiB");
        assertThat(agent.pass().getFirst()).isInstanceOf(Visit.Refreshed.class);
    }

    @Test
    void readsNoDevice() throws IOException {
        Path key = inSet("tls.key");
        Files.createSymbolicLink(key, Path.of("/dev/zero"));

        assertRefused(Reason.BAD_MATERIAL, folder::read);
    }

    @Test
    void followsNoDataLinkOutOfTheFolder() throws IOException {
        Path elsewhere = enrol("other").path();
        Path data = folder.path().resolve("..data");
        Files.delete(data);
        Files.createSymbolicLink(data, elsewhere);

        assertRefused(Reason.BAD_MATERIAL, folder::read);
        assertThat(agent.pass().getFirst()).isInstanceOf(Visit.Renewed.class);
        assertThat(folder.read().id().workloadName()).isEqualTo("case-service");
        assertThat(WorkloadFolder.at(elsewhere).read().id().workloadName()).isEqualTo("other");
    }

    @Test
    void removesALinkAndNotWhatItLeadsTo() throws IOException {
        Path precious = Files.createDirectory(dir.resolve("precious"));
        Files.writeString(precious.resolve("tls.crt"), "precious");
        Path link = folder.path().resolve("..set-x");
        Files.createSymbolicLink(link, precious);
        Path old = Files.createDirectories(folder.path().resolve("..set-y/deep"));
        Files.createSymbolicLink(old.resolve("link"), precious);

        assertThat(agent.rotate(folder.read().id())).isInstanceOf(Visit.Renewed.class);

        assertThat(precious.resolve("tls.crt")).hasContent("precious");
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(old.getParent()).doesNotExist();
    }

    @Test
    void visitsTheOthersWhateverLiesInOne() throws Exception {
        WorkloadFolder other = enrol("other");
        Files.writeString(
                inSet("tls.key"), "-----BEGIN PRIVATE KEY-----\n$$$\n-----END PRIVATE KEY-----\n");
        Files.delete(other.path().resolve("..data"));

        assertThat(agent.pass()).hasSize(2).hasOnlyElementsOfType(Visit.Renewed.class);
    }

    @Test
    void saysThatAReportIsNone() throws Exception {
        pipe(folder.path().resolve(Report.FILE));

        assertRefused(Reason.BAD_MATERIAL, () -> Report.read(folder.path()));
    }

    @Test
    void failsOverAFolderThatIsInTheWay() throws IOException {
        Path inTheWay = folder.path().resolve("....data.new/deep");
        Files.createDirectories(inTheWay);

        assertThat(agent.rotate(folder.read().id()))
                .asInstanceOf(type(Visit.Failed.class))
                .returns(Reason.FILES, failed -> failed.cause().reason());
        assertThat(Optional.of(folder.read().leaf())).isPresent();
    }

    private static void readAll(WorkloadFolder folder) {
        var _ = folder.read();
        var _ = folder.crl();
    }

    private WorkloadFolder enrol(String name) {
        Path path = dir.resolve(name);
        var _ = fixture.register(name, path, LIFE);
        agent.pass();
        return WorkloadFolder.at(path);
    }

    /// The place of a file in the newest set, vacated.
    private Path inSet(String name) throws IOException {
        Path file = folder.path().resolve(name).toRealPath();
        Files.delete(file);
        return file;
    }

    private static void pipe(Path file) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    }
}
