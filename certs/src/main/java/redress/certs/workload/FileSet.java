package redress.certs.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
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
    Path current() {
        Path data = folder.resolve(DATA);
        try {
            return Files.exists(data, LinkOption.NOFOLLOW_LINKS) ? data.toRealPath() : folder;
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
        try (var sets = Files.newDirectoryStream(folder, SET + "*")) {
            for (Path set : sets) {
                if (!set.equals(current)) {
                    remove(set);
                }
            }
        }
    }

    private static void remove(Path set) throws IOException {
        try (var files = Files.newDirectoryStream(set)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(set);
    }
}
