package redress.local.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir Path folder = Path.of("");

    @Test
    void stayTheSameWhenMoreAreAdded() {
        String first = complete(List.of("worker")).of("worker");

        Secrets second = complete(List.of("worker", "auditor"));

        assertThat(second.of("worker")).isEqualTo(first).isNotEqualTo(second.of("auditor"));
    }

    @Test
    void areKeptInAFileOfTheirOwnerOnly() throws IOException {
        complete(List.of("worker"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void areNotShownAsText() {
        Secrets secrets = complete(List.of("worker"));

        assertThat(secrets.toString()).contains("worker").doesNotContain(secrets.of("worker"));
    }

    @Test
    void nameWhoIsKnownWhenSomebodyIsNot() {
        Secrets secrets = complete(List.of("auditor", "worker"));

        assertThatThrownBy(() -> secrets.of("nobody")).hasMessageContaining("auditor, worker");
    }

    private Secrets complete(List<String> names) {
        return Secrets.complete(file(), names);
    }

    private Path file() {
        return folder.resolve("users.json");
    }
}
