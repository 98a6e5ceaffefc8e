package redress.certs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import redress.certs.JsonLine;
import redress.certs.authority.Authority;
import redress.certs.authority.Generation;
import redress.certs.authority.Validity;

/// The rollover from one root to the next, step by step.
@Command(
        name = "authority",
        description = {
            "Hands over from one root to the next, without a failed call:",
            "prepare, activate, taint, revoke. A step before its turn is refused."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExample:%n",
        footer = {
            "  certs authority prepare",
            "  certs authority activate 2",
            "  certs authority taint 1",
            "  certs authority revoke 1"
        })
final class AuthorityCommand {
    private AuthorityCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new AuthorityCommand())
                .addSubcommand(new AuthorityPrepareCommand(terminal))
                .addSubcommand(new AuthorityActivateCommand(terminal))
                .addSubcommand(new AuthorityTaintCommand(terminal))
                .addSubcommand(new AuthorityRevokeCommand(terminal))
                .addSubcommand(new AuthorityShowCommand(terminal));
    }

    /// A generation on one line.
    static String line(Generation generation, Authority authority, boolean json) {
        var ends = Validity.of(generation.issuing()).notAfter();
        boolean soon = !authority.now().isBefore(ends.minus(Authority.ENDS_SOON));
        if (json) {
            return new JsonLine()
                    .with("authority", generation.number())
                    .with("stage", generation.stage().label())
                    .with("issuing", CertificateReport.of(generation.issuing()).subject())
                    .with("issuingNotAfter", ends)
                    .with("endsSoon", soon)
                    .with("rootNotAfter", Validity.of(generation.root()).notAfter())
                    .with("rootSha256", CertificateReport.of(generation.root()).sha256())
                    .toString();
        }
        return "authority %d %-8s issues until %s, root %s until %s%s"
                .formatted(
                        generation.number(),
                        generation.stage().label(),
                        ends,
                        CertificateReport.of(generation.root()).sha256().substring(0, 16),
                        Validity.of(generation.root()).notAfter(),
                        soon ? "  ENDS SOON: prepare another" : "");
    }
}
