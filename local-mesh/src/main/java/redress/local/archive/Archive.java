package redress.local.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import redress.local.home.LaunchFailure;
import redress.local.home.PrivateFiles;

/// A packed part as Maven fetched it: a `tar.gz`, or a jar with one `txz` inside.
public record Archive(Path file) {
    /// Unpacks into `target`, unless it is already there. `target` appears only when it is
    /// complete.
    public void unpackTo(Path target) {
        if (Files.isDirectory(target)) {
            return;
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        PrivateFiles.deleteAll(unfinished);
        PrivateFiles.createFolder(unfinished);
        try (var raw = new BufferedInputStream(Files.newInputStream(file))) {
            new Tree(unfinished).fill(new TarArchiveInputStream(decompressed(raw)));
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LaunchFailure(file + ": cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private InputStream decompressed(InputStream raw) throws IOException {
        if (file.toString().endsWith(".tar.gz")) {
            return new GZIPInputStream(raw, 1 << 16);
        }
        var jar = new ZipInputStream(raw);
        for (var entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
            if (entry.getName().endsWith(".txz")) {
                return new XZInputStream(jar);
            }
        }
        throw new IOException("no .txz inside");
    }
}
