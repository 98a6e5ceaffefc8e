package redress.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Starts one part.
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Start one part again, such as decision-service.")
final class StartCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "PART", description = "A name that ./redress status shows.")
    @SuppressWarnings("NullAway.Init")
    private String part;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        ChosenMesh.open().start(part, new TerminalProgress(out, TerminalProgress.isTerminal()));
        return 0;
    }
}
