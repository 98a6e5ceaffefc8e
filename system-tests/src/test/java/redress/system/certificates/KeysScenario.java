package redress.system.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.local.home.MeshService;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;

/// Where private keys are, and where they are not.
@Scenario
class KeysScenario {
    private static final String OWNER_ONLY = "rw-------";
    private static final String PLAIN_KEY = "BEGIN PRIVATE KEY";

    @Test
    @DisplayName("zero-trust 28: nobody but the owner reads a key")
    void nobodyButTheOwnerReadsAKey(TestMesh mesh) throws IOException {
        var all = new SoftAssertions();
        for (Path secret : secrets(mesh)) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(secret));
            all.assertThat(mode).describedAs(secret.toString()).isEqualTo(OWNER_ONLY);
        }
        all.assertAll();
    }

    private static List<Path> secrets(TestMesh mesh) throws IOException {
        var folders =
                List.of(
                        mesh.home().identities(),
                        mesh.home().infrastructure(),
                        mesh.home().authority());
        var found =
                folders.stream()
                        .flatMap(folder -> all(folder).stream())
                        .filter(Files::isRegularFile)
                        .filter(file -> file.toString().matches(".*\\.(key|pk8)"))
                        .toList();
        assertThat(found).hasSizeGreaterThan(10);
        return Stream.concat(found.stream(), Stream.of(mesh.home().passphrase())).toList();
    }

    @Test
    @DisplayName(
            "zero-trust 28: the authority's keys are encrypted, and no service is told of them")
    void theAuthoritysKeysAreEncryptedAndUnknownToServices(TestMesh mesh) throws IOException {
        var keys =
                all(mesh.home().authority()).stream()
                        .filter(file -> file.toString().endsWith(".key"))
                        .toList();
        assertThat(keys)
                .isNotEmpty()
                .allSatisfy(
                        key ->
                                assertThat(Files.readString(key))
                                        .startsWith("-----BEGIN ENCRYPTED PRIVATE KEY"));
        for (String service : MeshService.names()) {
            assertThat(told(mesh, service))
                    .contains(mesh.home().identity(service).toString())
                    .doesNotContain(mesh.home().authority().toString());
        }
    }

    /// The command line, the settings and the open files of a service.
    private static String told(TestMesh mesh, String service) throws IOException {
        long pid =
                mesh.local().status().stream()
                        .filter(part -> part.name().equals(service))
                        .flatMapToLong(part -> part.pid().stream())
                        .findFirst()
                        .orElseThrow();
        Path process = Path.of("/proc", Long.toString(pid));
        var told = new StringBuilder();
        for (String file : List.of("cmdline", "environ")) {
            told.append(Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1));
        }
        try (var open = Files.list(process.resolve("fd"))) {
            open.filter(Files::isSymbolicLink).map(KeysScenario::target).forEach(told::append);
        }
        return told.toString();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    @Test
    @DisplayName("zero-trust 28: no log shows a key")
    void noLogShowsAKey(TestMesh mesh) {
        var logs = all(mesh.home().logs()).stream().filter(Files::isRegularFile).toList();
        assertThat(logs)
                .isNotEmpty()
                .allSatisfy(
                        log ->
                                assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
                                        .doesNotContain(PLAIN_KEY));
    }

    private static List<Path> all(Path folder) {
        try (var found = Files.walk(folder)) {
            return found.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
