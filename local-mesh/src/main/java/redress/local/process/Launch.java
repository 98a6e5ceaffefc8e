package redress.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The command of a part's process. Secrets go into the environment, never into the command.
public record Launch(List<String> command, Map<String, String> environment, Path directory) {
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
