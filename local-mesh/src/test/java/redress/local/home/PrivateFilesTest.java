package redress.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir Path folder = Path.of("");

    @Test
    void areReadableByTheirOwnerOnly() throws IOException {
        Path file = folder.resolve("new/secret");

        PrivateFiles.write(file, "first".getBytes(StandardCharsets.UTF_8));
        PrivateFiles.write(file, "second".getBytes(StandardCharsets.UTF_8));

        assertThat(file).hasContent("second");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("new"))).isEqualTo("rwx------");
    }

    @Test
    void deletesAFolderButNotWhatALinkInItNames() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "kept");
        Path doomed = Files.createDirectories(folder.resolve("doomed/deep"));
        Files.createSymbolicLink(doomed.resolve("link"), kept);

        PrivateFiles.deleteAll(folder.resolve("doomed"));

        assertThat(folder.resolve("doomed")).doesNotExist();
        assertThat(kept).hasContent("kept");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
