package redress.mesh.audit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/// The `audit` command. Works on files alone: no service runs, none is asked.
@Command(
        name = "audit",
        description = "The audit journals of the services.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {VerifyCommand.class, ShowCommand.class, ExportCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; verify: every journal is whole",
            "1:verify: a journal is broken",
            "64:an argument is not allowed",
            "66:a journal or bundle can't be read",
            "70:a fault in this program"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  audit verify                                    the journals of the local mesh",
            "  audit verify case-service --bundle roots.pem --partial",
            "  audit show --user worker --decision deny --newest-first",
            "  audit export > audit.jsonl"
        })
public final class AuditCommand {
    static final int WHOLE = 0;
    static final int BROKEN = 1;
    static final int USAGE = 64;
    static final int UNREADABLE = 66;
    static final int FAULT = 70;

    private AuditCommand() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, false, UTF_8);
        var err = new PrintWriter(System.err, true, UTF_8);
        int exitCode = run(out, err, args);
        out.flush();
        System.exit(exitCode);
    }

    /// Runs one command and returns its exit code.
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new AuditCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(AuditCommand::explain)
                .setExecutionExceptionHandler(AuditCommand::fail)
                .execute(args);
    }

    private static int explain(CommandLine.ParameterException fault, String[] unused) {
        var command = fault.getCommandLine();
        command.getErr().println("audit: " + fault.getMessage());
        command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    private static int fail(Exception failure, CommandLine command, ParseResult unused) {
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            String missing = failure instanceof NoSuchFileException ? " (no such file)" : "";
            command.getErr().println("audit: " + failure.getMessage() + missing);
            return UNREADABLE;
        }
        failure.printStackTrace(command.getErr());
        return FAULT;
    }
}
