package redress.local.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.local.home.LaunchFailure;

class ArchiveTest {
    @TempDir Path folder = Path.of("");

    @Test
    void keepsLinksAndWhatIsExecutable() throws IOException {
        Path packed = folder.resolve("part.tar.gz");
        try (var tar = tar(packed)) {
            addFile(tar, "bin/run", 0755);
            addFile(tar, "share/text", 0644);
            addLink(tar, "bin/link", "run");
        }

        new Archive(packed).unpackTo(folder.resolve("part"));

        assertThat(folder.resolve("part/bin/run")).isExecutable();
        assertThat(folder.resolve("part/share/text").toFile().canExecute()).isFalse();
        assertThat(folder.resolve("part/bin/link")).isSymbolicLink().hasContent("bin/run");
    }

    @Test
    void refusesAnEntryOutsideOfTheFolder() throws IOException {
        Path packed = folder.resolve("evil.tar.gz");
        try (var tar = tar(packed)) {
            addFile(tar, "../../evil", 0644);
        }

        assertThatThrownBy(() -> new Archive(packed).unpackTo(folder.resolve("evil")))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("outside of");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void refusesALinkOutOfTheFolder() throws IOException {
        Path packed = folder.resolve("link.tar.gz");
        try (var tar = tar(packed)) {
            addLink(tar, "passwords", "../../etc/passwd");
        }

        assertThatThrownBy(() -> new Archive(packed).unpackTo(folder.resolve("link")))
                .hasMessageContaining("outside of");
    }

    @Test
    void leavesNoHalfOfADamagedArchive() throws IOException {
        Path packed = Files.writeString(folder.resolve("damaged.tar.gz"), "no archive");

        assertThatThrownBy(() -> new Archive(packed).unpackTo(folder.resolve("damaged")))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("damaged.tar.gz");
        assertThat(folder.resolve("damaged")).doesNotExist();
    }

    private static TarArchiveOutputStream tar(Path file) throws IOException {
        return new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
    }

    private static void addFile(TarArchiveOutputStream tar, String name, int mode)
            throws IOException {
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void addLink(TarArchiveOutputStream tar, String name, String target)
            throws IOException {
        var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
