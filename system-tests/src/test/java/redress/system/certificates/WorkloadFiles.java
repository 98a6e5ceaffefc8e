package redress.system.certificates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import redress.certs.workload.WorkloadFolder;
import redress.system.mesh.Samples;

/// The files of one identity, ready to be put into a folder in the ways that issuers do it.
record WorkloadFiles(List<One> files) {
    /// One file; its bytes are not shown in text, a key may be among them.
    static final class One {
        private final String name;
        private final byte[] content;

        One(String name, byte[] content) {
            this.name = name;
            this.content = content;
        }

        String name() {
            return name;
        }

        byte[] content() {
            return content;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    WorkloadFiles {
        files = List.copyOf(files);
    }

    /// The same set with another `crl.pem`.
    WorkloadFiles withCrl(byte[] crl) {
        var changed = new ArrayList<>(without(WorkloadFolder.CRL).files());
        changed.add(new One(WorkloadFolder.CRL, crl));
        return new WorkloadFiles(changed);
    }

    /// The same set without one of its files.
    WorkloadFiles without(String name) {
        return new WorkloadFiles(files.stream().filter(each -> !each.name().equals(name)).toList());
    }

    byte[] content(String name) {
        return files.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .content();
    }

    /// As kubelet and CSI drivers do: a new hidden folder, then one link that is replaced.
    void asVolume(Path folder) {
        try {
            Path set = Files.createDirectories(folder.resolve(".." + Samples.id()));
            for (One each : files) {
                put(set.resolve(each.name()), each.content());
            }
            link(folder, "..data", set.getFileName());
            for (One each : files) {
                link(folder, each.name(), Path.of("..data", each.name()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As SPIRE's helper and `cp` do: one file after the other.
    void inPlace(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve("..data"));
            for (One each : files) {
                Files.deleteIfExists(folder.resolve(each.name()));
                put(folder.resolve(each.name()), each.content());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void link(Path folder, String name, Path target) throws IOException {
        Path fresh = folder.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(
                fresh,
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
