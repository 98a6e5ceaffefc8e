package redress.local.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void givesARowTheSameRequestIdEveryTime() throws IOException {
        var id = digest("rows", "map").requestId(7);
        assertThat(digest("rows", "map").requestId(7)).isEqualTo(id);
        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void givesAnotherIdToAnotherRowFileOrMap() throws IOException {
        var id = digest("rows", "map").requestId(7);
        assertThat(digest("rows", "map").requestId(8)).isNotEqualTo(id);
        assertThat(digest("rowsm", "ap").requestId(7)).isNotEqualTo(id);
        assertThat(digest("rows", "other").requestId(7)).isNotEqualTo(id);
    }

    private Digest digest(String rows, String map) throws IOException {
        return Digest.of(
                Files.writeString(folder.resolve("rows"), rows),
                Files.writeString(folder.resolve("map"), map));
    }
}
