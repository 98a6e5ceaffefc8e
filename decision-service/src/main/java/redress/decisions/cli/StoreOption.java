package redress.decisions.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import redress.decisions.models.ModelStore;

/// Where the models are.
final class StoreOption {
    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "folder of models (default: $REDRESS_HOME/models, or .redress/models)")
    @Nullable Path folder;

    ModelStore open() {
        if (folder != null) {
            return new ModelStore(folder, Clock.systemUTC());
        }
        String home = System.getenv("REDRESS_HOME");
        return new ModelStore(
                Path.of(home == null ? ".redress" : home, "models"), Clock.systemUTC());
    }
}
