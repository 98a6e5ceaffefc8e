package redress.mesh.audit.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// The folder of one journal: its identifier, and its files in their order.
///
/// @param path the folder
public record JournalFolder(Path path) {
    private static final String INSTANCE = "instance";
    private static final String SUFFIX = ".audit";

    /// The files of records, oldest first.
    public List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /// The journal's identifier.
    public String instance() throws IOException {
        return Files.readString(path.resolve(INSTANCE)).strip();
    }

    /// Whether this is the folder of a journal.
    public boolean exists() {
        return Files.isRegularFile(path.resolve(INSTANCE));
    }

    /// Makes the folder and its identifier, if they are not there, readable for their owner only.
    void create() throws IOException {
        Files.createDirectories(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!exists()) {
            Path file = path.resolve(INSTANCE + ".new");
            Files.deleteIfExists(file);
            makePrivate(file);
            Files.writeString(file, UUID.randomUUID() + "\n", StandardOpenOption.DSYNC);
            var _ = Files.move(file, path.resolve(INSTANCE));
            force();
        }
    }

    /// The file after the newest one, made empty.
    Path next() throws IOException {
        var files = files();
        String newest = files.isEmpty() ? "0" : files.getLast().getFileName().toString();
        long number = Long.parseLong(newest.replace(SUFFIX, "")) + 1;
        Path file = path.resolve("%012d%s".formatted(number, SUFFIX));
        makePrivate(file);
        force();
        return file;
    }

    /// Keeps every other process from writing.
    ///
    /// @throws IOException if one does already
    Closeable lock() throws IOException {
        var channel = FileChannel.open(path.resolve(INSTANCE), StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // In use by this very process: same answer.
        }
        channel.close();
        throw new IOException(path + ": in use (expected: one process for each journal)");
    }

    private void force() throws IOException {
        try (var folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static void makePrivate(Path file) throws IOException {
        var _ =
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
    }
}
