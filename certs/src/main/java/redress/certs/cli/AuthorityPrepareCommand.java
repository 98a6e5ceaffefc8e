package redress.certs.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redress.certs.KeyAlgorithm;
import redress.certs.authority.Authority;
import redress.certs.authority.Generation;
import redress.certs.authority.Rollover;
import redress.certs.workload.Agent;

@Command(
        name = "prepare",
        description = "Makes the next authority, and brings its root to every folder.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  certs authority prepare --authority pki --passphrase-file /run/secrets/pki")
final class AuthorityPrepareCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "P-256, P-384, Ed25519 or RSA-3072 (default: as the active one).")
    private @Nullable KeyAlgorithm algorithm;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    AuthorityPrepareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = options.open(terminal, "authority prepare");
        Rollover rollover = authority.rollover();
        Generation made = algorithm == null ? rollover.prepare() : rollover.prepare(algorithm);
        terminal.out().println(AuthorityCommand.line(made, authority, json));
        return new VisitReport(terminal, json).print(new Agent(authority).pass());
    }
}
