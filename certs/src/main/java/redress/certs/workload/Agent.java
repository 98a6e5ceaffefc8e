package redress.certs.workload;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import redress.certs.CertsException;
import redress.certs.Reason;
import redress.certs.authority.Authority;

/// Keeps the certificates of every workload folder below one folder fresh.
///
/// One [#pass] does all there is to do now; who calls it, and how often, is the caller's. Call it
/// well within half of the shortest life. One agent per folder.
public record Agent(Path root, Authority authority) {
    /// Visits every workload folder once, in order of name, and renews what is due.
    public List<Visit> pass() {
        return folders().stream().map(this::visit).toList();
    }

    private Visit visit(Path path) {
        try {
            WorkloadFolder folder = WorkloadFolder.at(path);
            return folder.renewIfDue(authority)
                    .<Visit>map(issued -> new Visit.Renewed(path, issued))
                    .orElseGet(() -> new Visit.Fresh(path, RenewalTime.of(folder.read().leaf())));
        } catch (CertsException e) {
            return new Visit.Failed(path, e);
        }
    }

    private List<Path> folders() {
        var found = new TreeSet<Path>();
        try {
            Files.walkFileTree(root, new FolderFinder(root, found));
            return List.copyOf(found);
        } catch (IOException e) {
            throw new CertsException(Reason.FILES, "folder", root, "one that can be listed", e);
        }
    }

    /// Passes over the hidden folders that hold the sets, and over what vanishes while it looks.
    private static final class FolderFinder extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Collection<Path> found;

        FolderFinder(Path root, Collection<Path> found) {
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            if (!path.equals(root) && path.getFileName().toString().startsWith("..")) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (Files.exists(path.resolve(WorkloadFolder.CERTIFICATE))) {
                found.add(path);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (path.equals(root)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
