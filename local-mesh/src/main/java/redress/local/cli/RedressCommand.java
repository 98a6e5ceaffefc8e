package redress.local.cli;

import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import redress.certs.CertsException;
import redress.local.home.LaunchFailure;

/// The root of all subcommands.
@Command(
        name = "redress",
        mixinStandardHelpOptions = true,
        description = "The whole Redress mesh on this machine.",
        footer = {
            "",
            "State is kept in .redress, or in $REDRESS_HOME. Every port is moved by $REDRESS_PORT_OFFSET.",
            "Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 (status) not everything is ready."
        },
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            StartCommand.class,
            StopCommand.class,
            TokenCommand.class,
            LoginCommand.class,
            CodeCommand.class,
            CallCommand.class,
            ImportCommand.class,
            CertsCommand.class,
            KeysCommand.class,
            ModelsCommand.class,
            AuditCommand.class
        })
public final class RedressCommand {
    /// Runs one command and returns its exit code.
    public static int run(String... arguments) {
        return new CommandLine(new RedressCommand())
                .setExecutionExceptionHandler(RedressCommand::explain)
                .execute(arguments);
    }

    /// Runs a command that is not named above, with the output of the one that names it.
    static int run(Object command, CommandSpec namedBy, List<String> arguments) {
        return new CommandLine(command)
                .setOut(namedBy.commandLine().getOut())
                .setErr(namedBy.commandLine().getErr())
                .setExecutionExceptionHandler(RedressCommand::explain)
                .execute(arguments.toArray(String[]::new));
    }

    private static int explain(Exception failure, CommandLine command, ParseResult unused)
            throws Exception {
        if (failure instanceof LaunchFailure
                || failure instanceof CertsException
                || failure instanceof UncheckedIOException) {
            command.getErr().println("redress: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
