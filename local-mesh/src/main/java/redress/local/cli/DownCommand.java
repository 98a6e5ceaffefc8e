package redress.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import redress.local.process.Progress;

/// Stops the mesh.
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stop everything, also what a killed launcher left; the data stays.")
final class DownCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        var mesh = ChosenMesh.open();
        var out = spec.commandLine().getOut();
        if (mesh.anyRuns()) {
            mesh.down(new TerminalProgress(out, TerminalProgress.isTerminal()));
        } else {
            mesh.down(Progress.silent());
            out.println("Redress does not run in " + mesh.home().folder() + ".");
        }
        return 0;
    }
}
