package redress.system.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs other people's programs.
public final class Commands {
    private Commands() {}

    /// What a program left: its exit code and all that it wrote.
    public record Outcome(int exitCode, String output) {}

    /// Whether a program is on the path.
    public static boolean installed(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /// Runs a command in a folder to its end.
    ///
    /// @throws IllegalStateException if it takes longer than the limit; it is ended then
    public static Outcome run(Path folder, Duration limit, List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            var process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start();
            process.getOutputStream().close();
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(command + ": not done after " + limit);
                }
            } finally {
                process.destroyForcibly();
            }
            String output = Files.readString(out);
            Files.delete(out);
            return new Outcome(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
