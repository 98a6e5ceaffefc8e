package redress.certs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;
import redress.certs.TrustDomain;

/// The `certs` command: makes an authority, issues and shows certificates, keeps them fresh.
@Command(
        name = "certs",
        description = "The authority of the mesh, and the certificates of its workloads.",
        mixinStandardHelpOptions = true,
        version = "certs 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExample:%n",
        footer = {
            "  certs init --authority pki --passphrase-file /run/secrets/pki",
            "  certs issue case-service --authority pki --passphrase-file /run/secrets/pki",
            "  certs inspect workloads/case-service/tls.crt"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:status: something needs care soon",
            "2:status: something hurts now",
            "3:something is there already",
            "4:a file is missing",
            "5:the passphrase is wrong",
            "6:a secret is readable by others",
            "7:a key or certificate is damaged or foreign",
            "8:the issuing authority is not valid now",
            "9:the file system refused",
            "10:a step of the rollover before its turn",
            "11:the workload or the certificate is revoked",
            "12:a certificate breaks a rule",
            "13:not confirmed",
            "14:the signed log was altered",
            "15:a request proves no right to what it asks for",
            "64:an argument is not allowed",
            "70:a fault in this program"
        })
public final class CertsCommand {
    private CertsCommand() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, UTF_8);
        var err = new PrintWriter(System.err, true, UTF_8);
        System.exit(commandLine(InstantSource.system(), out, err).execute(args));
    }

    /// The command with its verbs, to run or to hang below another one.
    public static CommandLine commandLine(InstantSource clock, PrintWriter out, PrintWriter err) {
        return commandLine(new Terminal(clock, out, err, Terminal::console));
    }

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new CertsCommand())
                .addSubcommand(new InitCommand(terminal))
                .addSubcommand(new IssueCommand(terminal))
                .addSubcommand(new InspectCommand(terminal))
                .addSubcommand(new LintCommand(terminal))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(new TokenCommand(terminal))
                .addSubcommand(new RequestCommand(terminal))
                .addSubcommand(new SignCommand(terminal))
                .addSubcommand(new RenewCommand(terminal))
                .addSubcommand(new RotateCommand(terminal))
                .addSubcommand(new RevokeCommand(terminal))
                .addSubcommand(AuthorityCommand.commandLine(terminal))
                .addSubcommand(new CrlCommand(terminal))
                .addSubcommand(new BundleCommand(terminal))
                .addSubcommand(new AgentCommand(terminal))
                .addSubcommand(new RecoverCommand(terminal))
                .addSubcommand(new LogCommand(terminal))
                .registerConverter(Duration.class, Life::parse)
                .registerConverter(KeyAlgorithm.class, KeyAlgorithm::named)
                .registerConverter(TrustDomain.class, TrustDomain::new)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setParameterExceptionHandler(CertsCommand::explain)
                .setExecutionExceptionHandler(CertsCommand::refuse);
    }

    private static int explain(CommandLine.ParameterException fault, String[] args) {
        CommandLine command = fault.getCommandLine();
        String reason =
                fault.getCause() instanceof CertsException cause
                        ? cause.getMessage()
                        : fault.getMessage();
        command.getErr().println(reason);
        command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return Reason.INVALID.exitCode();
    }

    private static int refuse(
            Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
        if (fault instanceof CertsException refusal) {
            command.getErr().println(refusal.getMessage());
            return refusal.reason().exitCode();
        }
        fault.printStackTrace(command.getErr());
        return Reason.FAULT.exitCode();
    }
}
