package redress.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Stops one part.
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Stop one part, to see the others go on without it.")
final class StopCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "PART", description = "A name that ./redress status shows.")
    @SuppressWarnings("NullAway.Init")
    private String part;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        ChosenMesh.open().stop(part, new TerminalProgress(out, TerminalProgress.isTerminal()));
        return 0;
    }
}
