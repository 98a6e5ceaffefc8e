package redress.certs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that are on the disk when a method returns, and that nobody else may read unless said so.
///
/// POSIX file systems only.
public final class DurableFiles {
    private static final FileAttribute<?> OWNER_ONLY = mode("rw-------");
    private static final FileAttribute<?> READABLE = mode("rw-r--r--");
    private static final FileAttribute<?> OWNER_ONLY_FOLDER = mode("rwx------");

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private static final int MOST_OF_OTHERS = 1 << 20;

    private DurableFiles() {}

    /// A new file of mode 0600.
    public static void writeSecret(Path file, byte[] content) {
        write(file, content, OWNER_ONLY);
    }

    /// A file of mode 0600 with this content in the place of an old one: a reader, and a crash at
    /// any point, finds all of one or all of the other.
    public static void replaceSecret(Path file, byte[] content) {
        replace(file, content, OWNER_ONLY);
    }

    /// The same with mode 0644.
    public static void replacePublic(Path file, byte[] content) {
        replace(file, content, READABLE);
    }

    /// Makes a folder of mode 0700 with its parents; one that is there keeps its mode.
    public static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /// The folder a path lies in; refuses the root of the file system.
    public static Path folderOf(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new CertsException(Reason.INVALID, "path", path, "one inside a folder");
        }
        return folder;
    }

    /// Makes the names in a folder durable.
    public static void sync(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /// The whole text of a file.
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException e) {
            throw new CertsException(Reason.FILES, "file", file, "readable text", e);
        }
    }

    /// The content of a file in a folder that is somebody else's: a regular file of at most 1 MiB.
    /// A link is not followed, and a pipe or a device is not opened, which could last for ever.
    ///
    /// Who swaps the file between the look and the opening is *not* stopped.
    public static byte[] bytesOfOthers(Path file) {
        try {
            var found =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile()) {
                throw notPlain(file, found.isSymbolicLink() ? "a link" : "no regular file");
            }
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] content = in.readNBytes(MOST_OF_OTHERS + 1);
                if (content.length > MOST_OF_OTHERS) {
                    throw notPlain(file, "longer than 1 MiB");
                }
                return content;
            }
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException e) {
            throw new CertsException(Reason.FILES, "file", file, "readable", e);
        }
    }

    /// The same as text.
    public static String readOfOthers(Path file) {
        return new String(bytesOfOthers(file), UTF_8);
    }

    /// The whole text of a file that only its owner may read; refuses one that others may.
    public static String readSecret(Path file) {
        String text = read(file);
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (!PosixFilePermissions.fromString("rw-------").containsAll(mode)) {
                throw new CertsException(
                        Reason.EXPOSED,
                        "mode of " + file,
                        PosixFilePermissions.toString(mode),
                        "rw------- or less: chmod 600");
            }
            return text;
        } catch (IOException e) {
            throw new CertsException(Reason.FILES, "mode of file", file, "a POSIX mode", e);
        }
    }

    /// The refusal for a path that cannot be written.
    public static CertsException unwritable(Path path, IOException cause) {
        return new CertsException(
                Reason.FILES, "path", path, "writable, on a POSIX file system", cause);
    }

    private static CertsException missing(Path file, NoSuchFileException cause) {
        return new CertsException(Reason.NOT_FOUND, "file", file, "one that exists", cause);
    }

    private static CertsException notPlain(Path file, String what) {
        return new CertsException(
                Reason.BAD_MATERIAL, file.toString(), what, "a regular file of at most 1 MiB");
    }

    private static void replace(Path file, byte[] content, FileAttribute<?> mode) {
        Path folder = folderOf(file);
        Path fresh = folder.resolve("." + file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            write(fresh, content, mode);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        sync(folder);
    }

    private static void write(Path file, byte[] content, FileAttribute<?> mode) {
        try (var channel = FileChannel.open(file, NEW, mode)) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static FileAttribute<?> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
