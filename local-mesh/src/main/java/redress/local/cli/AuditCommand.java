package redress.local.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;
import redress.local.home.Checkout;
import redress.local.home.MeshHome;
import redress.local.home.MeshService;

/// The audit commands, which belong to what every service is built on. No service has to run.
@Command(
        name = "audit",
        description = "Verify, show and export the audit journals: see ./redress audit --help.")
final class AuditCommand implements Callable<Integer> {
    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        MeshHome home = ChosenMesh.home();
        var options =
                List.of(
                        // The class path is that of a service: its log manager must be there first.
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dredress.audit.folders=" + joined(folders(home)),
                        "-Dredress.audit.bundles=" + joined(bundles(home)));
        String classPath = Checkout.find().serviceClassPath("case-service");
        return new ChildCommand(options, classPath, "redress.mesh.audit.cli.AuditCommand", Map.of())
                .run(arguments);
    }

    /// Every service has a journal: one that is missing is to be noticed. Others may lie beside
    /// them.
    private static Collection<Path> folders(MeshHome home) {
        if (!Files.isDirectory(home.audit())) {
            return List.of();
        }
        var folders = new TreeSet<Path>();
        MeshService.names().forEach(name -> folders.add(home.audit(name)));
        folders.addAll(matching(home.audit(), "*"));
        return folders;
    }

    /// What the workloads trust now, and the roots of the authority's past.
    private static List<Path> bundles(MeshHome home) {
        var found = new ArrayList<>(matching(home.identities(), "*/bundle.pem"));
        found.addAll(matching(home.authority(), "generations/*/root.crt"));
        return found;
    }

    private static List<Path> matching(Path folder, String pattern) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + folder + "/" + pattern);
        try (Stream<Path> files = Files.walk(folder, 3)) {
            return files.filter(matcher::matches).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String joined(Collection<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
