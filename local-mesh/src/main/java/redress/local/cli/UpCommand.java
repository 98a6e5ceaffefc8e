package redress.local.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redress.local.mesh.LocalMesh;
import redress.local.process.Pause;
import redress.local.process.Progress;

/// Starts the mesh, and stays until Ctrl-C unless told otherwise.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start everything; Ctrl-C stops everything again.")
final class UpCommand implements Callable<Integer> {
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--detach",
            description = "Return when everything is ready; ./redress down stops it.")
    private boolean detach;

    @Option(names = "--fresh", description = "Delete all data first, after asking.")
    private boolean fresh;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--until",
            paramLabel = "PART",
            hidden = true,
            description = "Start the parts up to this one.")
    private @Nullable String last;

    @Override
    public Integer call() {
        var mesh = ChosenMesh.open();
        PrintWriter out = spec.commandLine().getOut();
        var progress = new TerminalProgress(out, TerminalProgress.isTerminal());
        if (fresh) {
            new FreshStart(mesh, yes, out).begin(progress);
        } else if (mesh.allRun()) {
            out.println(
                    "Redress already runs: see ./redress status, or stop it with ./redress down.");
            return 0;
        }
        out.println("Starting Redress in " + mesh.home().folder());
        run(mesh, progress, out);
        return 0;
    }

    private void run(LocalMesh mesh, Progress progress, PrintWriter out) {
        Thread hook = new Thread(() -> mesh.abort(progress), "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            mesh.up(last == null ? mesh.partNames().getLast() : last, progress);
            out.println();
            out.print(new Welcome(mesh).text(detach));
            out.flush();
            if (!detach) {
                waitForEnd(mesh, out);
            }
        } finally {
            removeIfPossible(hook);
        }
    }

    private static void removeIfPossible(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            Pause.forever();
        }
    }

    private static void waitForEnd(LocalMesh mesh, PrintWriter out) {
        var told = new HashSet<String>();
        while (mesh.anyRuns()) {
            mesh.died().stream().filter(told::add).forEach(part -> tellDeath(mesh, part, out));
            Pause.of(LOOK_INTERVAL);
        }
        out.println("Redress was stopped.");
        out.flush();
    }

    private static void tellDeath(LocalMesh mesh, String part, PrintWriter out) {
        out.println(
                "%s died; log: %s; start it again with ./redress start %s"
                        .formatted(part, mesh.home().log(part), part));
        out.flush();
    }
}
