package redress.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redress.local.home.LaunchFailure;

/// Starts processes that live on when the launcher or its terminal goes.
///
/// They inherit almost nothing of the caller's environment: a stray `KC_…` or `QUARKUS_…` must not
/// change a part.
final class Spawn {
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ");
    private static final List<Path> SETSID =
            List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private Spawn() {}

    /// A process of its own session, so that Ctrl-C at the terminal reaches the launcher only.
    static Process detached(Launch launch, Path log) {
        var command = new ArrayList<String>();
        SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(path -> command.add(path.toString()));
        command.addAll(launch.command());
        return start(new Launch(command, launch.environment(), launch.directory()), log);
    }

    static Process start(Launch launch, Path log) {
        var builder = new ProcessBuilder(launch.command()).directory(launch.directory().toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        setEnvironment(builder.environment(), launch.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new LaunchFailure(launch.command().getFirst() + ": " + e.getMessage(), e);
        }
    }

    private static void setEnvironment(Map<String, String> environment, Map<String, String> own) {
        environment.keySet().retainAll(INHERITED);
        environment.putAll(own);
    }
}
