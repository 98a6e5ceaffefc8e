package redress.certs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redress.certs.workload.Agent;

@Command(
        name = "renew",
        description = {
            "Does once what the agent does all the time: renews what is past half of its life,",
            "and writes a new bundle or CRL where they differ."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  certs renew --authority pki --passphrase-file /run/secrets/pki")
final class RenewCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    RenewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var agent = new Agent(options.open(terminal, "renew"));
        return new VisitReport(terminal, json).print(agent.pass());
    }
}
