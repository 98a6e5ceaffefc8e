package redress.decisions.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import redress.decisions.BadInput;

/// `models`: train, measure, list and read about models from a terminal.
///
/// Exit codes: 0 done, 2 bad input or bad usage (the message goes to standard error), 1 anything
/// else; `watch` also gives 1 for an alarm.
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        version = "redress models 0.1.0",
        description =
                "Trains and measures the models behind recommendations. Nothing here touches a case.",
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            ListCommand.class,
            ShowCommand.class,
            CompareCommand.class,
            WatchCommand.class
        },
        footer = {
            "",
            "Example:",
            "  models train case_priority --data households.csv.gz --map households.yaml",
            "  models evaluate --data unseen.csv.gz --map households.yaml --json",
            "  models list",
            "  models show 0123456789ab",
            "  models compare 0123456789ab ba9876543210",
            "  models watch case_priority --data this-month.csv.gz --map households.yaml"
        })
public final class ModelsCommand {
    private static final int BAD_INPUT = 2;

    private ModelsCommand() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /// The command, for callers that bring their own streams.
    public static CommandLine commandLine() {
        return new CommandLine(new ModelsCommand())
                .setExecutionExceptionHandler(ModelsCommand::explain);
    }

    private static int explain(
            Exception problem, CommandLine command, CommandLine.ParseResult result)
            throws Exception {
        if (problem instanceof BadInput bad) {
            PrintWriter err = command.getErr();
            err.println("models: " + bad.getMessage());
            err.flush();
            return BAD_INPUT;
        }
        throw problem;
    }
}
