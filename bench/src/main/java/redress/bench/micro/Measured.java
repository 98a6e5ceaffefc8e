package redress.bench.micro;

import java.nio.file.Path;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import redress.mesh.identity.CrlDemand;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.WorkloadIdentity;

/// Runs the benchmarks of this package, and gives them what they need of a running mesh.
public final class Measured {
    private static final String IDENTITY = "redress.bench.identity";
    private static final String SCRATCH = "redress.bench.scratch";

    private Measured() {}

    /// Runs them all, and prints their table.
    ///
    /// @param identity folder with the certificates of a workload of the mesh
    /// @param scratch folder for what they write
    public static void run(Path identity, Path scratch) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include(Measured.class.getPackageName() + "\\..*")
                        .jvmArgs(
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-D%s=%s".formatted(IDENTITY, identity),
                                "-D%s=%s".formatted(SCRATCH, scratch))
                        .shouldFailOnError(true)
                        .build();
        var _ = new Runner(options).run();
    }

    static WorkloadIdentity identity() {
        try (var source =
                IdentitySource.open(Path.of(System.getProperty(IDENTITY)), CrlDemand.REQUIRED)) {
            return source.current();
        }
    }

    static Path scratch(String name) {
        return Path.of(System.getProperty(SCRATCH), name);
    }
}
