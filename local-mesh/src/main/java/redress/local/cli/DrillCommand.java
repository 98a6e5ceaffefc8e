package redress.local.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redress.local.drill.Drill;
import redress.local.drill.DrillReport;
import redress.local.home.LaunchFailure;

/// Runs the drill.
@Command(
        name = "certs drill",
        mixinStandardHelpOptions = true,
        description = {
            "Changes every certificate of the running local mesh ten times, and its root, while calls",
            "go over every edge; then revokes grievance-service for a moment. No call may fail."
        },
        footer = {
            "",
            "Example:",
            "  ./redress certs drill --seconds 60 --yes",
            "Afterwards the mesh has a new root, and some ended cases and grievances of area DRILL.",
            "Exit codes: 0 passed, 1 failed or not begun, 2 wrong arguments."
        })
final class DrillCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long calls go on at least (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        err.println(
                "this will replace every certificate and the root of the local mesh, and revoke"
                        + " grievance-service for some seconds");
        if (!yes && !TerminalProgress.confirmed(err)) {
            throw new LaunchFailure("nothing was done (expected: the answer yes, or --yes)");
        }
        DrillReport report =
                new Drill(
                                ChosenMesh.open(),
                                Duration.ofSeconds(seconds),
                                step -> err.println("  " + step))
                        .run();
        spec.commandLine().getOut().print(json ? report.json() + "\n" : report.text());
        spec.commandLine().getOut().flush();
        return report.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
