package redress.local.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// The folder that an archive is unpacked into; no entry may leave it.
record Tree(Path root) {
    private static final int EXECUTABLE = 0b001_000_000;

    void fill(TarArchiveInputStream entries) throws IOException {
        for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            add(entry, entries);
        }
    }

    private void add(TarArchiveEntry entry, TarArchiveInputStream content) throws IOException {
        Path path = inside(root.resolve(entry.getName()));
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(parent(path));
        if (entry.isSymbolicLink()) {
            inside(parent(path).resolve(entry.getLinkName()));
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, path);
            makeExecutable(path, entry);
        }
    }

    private static void makeExecutable(Path path, TarArchiveEntry entry) throws IOException {
        if ((entry.getMode() & EXECUTABLE) != 0 && !path.toFile().setExecutable(true)) {
            throw new IOException(path + ": cannot be made executable");
        }
    }

    private static Path parent(Path path) {
        return path.resolveSibling(".").normalize();
    }

    private Path inside(Path path) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(root)) {
            throw new IOException(path + ": outside of " + root);
        }
        return normal;
    }
}
