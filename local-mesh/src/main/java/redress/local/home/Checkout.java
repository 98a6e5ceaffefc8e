package redress.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The source checkout whose build output is run.
public record Checkout(Path root) {
    /// The folder given by `-Dredress.root`, else the closest one above the working directory.
    public static Checkout find() {
        String given = System.getProperty("redress.root");
        if (given != null) {
            return new Checkout(Path.of(given));
        }
        Path working = Path.of("").toAbsolutePath();
        for (@Nullable Path folder = working; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))
                    && Files.isDirectory(folder.resolve("local-mesh"))) {
                return new Checkout(folder);
            }
        }
        throw new LaunchFailure(
                "checkout: not found above " + working + " (expected: a folder with mvnw)");
    }

    public Path defaultHome() {
        return root.resolve(".redress");
    }

    /// Our own jar, whose manifest names all that it needs.
    public Path launcherJar() {
        return built(root.resolve("local-mesh/target/redress-local-mesh.jar"));
    }

    /// The runnable jar of a service.
    ///
    /// @throws LaunchFailure if it has not been built
    public Path serviceJar(String module) {
        return built(root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"));
    }

    /// The class path of a service, for the commands that are in it.
    ///
    /// @throws LaunchFailure if it has not been built
    public String serviceClassPath(String module) {
        Path application = serviceJar(module).resolveSibling("app");
        return Stream.of("app", "lib/main", "lib/boot")
                .map(folder -> application.resolveSibling(folder) + "/*")
                .collect(Collectors.joining(":"));
    }

    /// A file that Maven fetched for us, by the start and end of its name.
    public Path fetched(String start, String end) {
        Path folder = built(root.resolve("local-mesh/target/parts"));
        try (var files = Files.newDirectoryStream(folder, start + "*" + end)) {
            var found = files.iterator();
            return built(found.hasNext() ? found.next() : folder.resolve(start + "…" + end));
        } catch (IOException e) {
            throw new LaunchFailure(folder + ": " + e.getMessage(), e);
        }
    }

    private Path built(Path output) {
        if (!Files.exists(output)) {
            throw new LaunchFailure(
                    root.relativize(output)
                            + ": missing (expected: built by ./mvnw package -Dquick -DskipTests)");
        }
        return output;
    }
}
