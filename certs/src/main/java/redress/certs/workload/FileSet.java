package redress.certs.workload;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.SequencedMap;
import redress.certs.DurableFiles;

/// Several files that change together: a reader who resolves [#current] once sees all of one set or
/// all of another.
///
/// The layout is that of Kubernetes volumes: the files are links through `..data`, itself a link to
/// a hidden folder that holds the set, and replacing that one link replaces the set. One writer at
/// a time.
record FileSet(Path folder) {
    private static final String DATA = "..data";
    private static final String SET = "..set-";

    /// Puts a new set in the place of the old one, which is gone afterwards.
    void replace(SequencedMap<String, byte[]> files) {
        DurableFiles.createFolder(folder);
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Path set = Files.createTempDirectory(folder, SET);
            files.forEach((name, content) -> DurableFiles.writeSecret(set.resolve(name), content));
            DurableFiles.sync(set);
            link(DATA, set.getFileName());
            for (String name : files.sequencedKeySet()) {
                link(name, Path.of(DATA, name));
            }
            DurableFiles.sync(folder);
            removeAllBut(set);
        } catch (IOException e) {
            throw DurableFiles.unwritable(folder, e);
        }
    }

    /// Refuses a folder that takes no such file; leaves nothing in it.
    void tryOut(byte[] content) {
        DurableFiles.createFolder(folder);
        try {
            Path set = Files.createTempDirectory(folder, SET);
            try {
                DurableFiles.writeSecret(set.resolve("try"), content);
            } finally {
                remove(set);
            }
        } catch (IOException e) {
            throw DurableFiles.unwritable(folder, e);
        }
    }

    /// Where the files of the newest set are; the folder itself if something else wrote them there.
    /// A link that leads out of the folder is not ours, and not followed.
    Path current() {
        Path data = folder.resolve(DATA);
        try {
            Path set = folder.resolve(Files.readSymbolicLink(data)).toAbsolutePath().normalize();
            boolean inside = folder.toAbsolutePath().normalize().equals(set.getParent());
            return inside && Files.isDirectory(set, LinkOption.NOFOLLOW_LINKS) ? set : folder;
        } catch (IOException e) {
            return folder;
        }
    }

    private void link(String name, Path target) throws IOException {
        Path link = folder.resolve(name);
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
            return;
        }
        Path fresh = folder.resolve(".." + name + ".new");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
    }

    private void removeAllBut(Path current) throws IOException {
        try (var entries = Files.newDirectoryStream(folder, SET + "*")) {
            SecureDirectoryStream<Path> here = secure(entries);
            for (Path set : entries) {
                if (!set.equals(current)) {
                    remove(here, nameOf(set));
                }
            }
        }
    }

    private void remove(Path set) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            remove(secure(entries), nameOf(set));
        }
    }

    /// Below an open folder and by name, so that nobody can put a link in the way: what a link
    /// leads to is not ours to delete.
    private static void remove(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        var view =
                parent.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!view.readAttributes().isDirectory()) {
            parent.deleteFile(name);
            return;
        }
        try (var inside = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path each : inside) {
                remove(inside, nameOf(each));
            }
        }
        parent.deleteDirectory(name);
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> entries) {
        if (entries instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new IllegalStateException("a file system without openat (expected: POSIX)");
    }

    private static Path nameOf(Path path) {
        return Objects.requireNonNull(path.getFileName(), "an entry of a folder");
    }
}
