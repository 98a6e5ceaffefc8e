package redress.certs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redress.certs.authority.Authority;
import redress.certs.status.Status;

@Command(
        name = "status",
        description = {
            "Shows every workload's certificate, whether the workload took it up, the authorities and"
                    + " the CRL,",
            "and says what is not fine and what to do. Changes nothing and needs no passphrase.",
            "Exit code: 0 fine, 1 something needs care soon, 2 something hurts now."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  certs status --authority pki --json")
final class StatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = Authority.open(options.folder(), new char[0], terminal.clock());
        Status status = Status.of(authority, options.folder());
        terminal.out().println(json ? StatusJson.of(status) : StatusTable.of(status));
        return status.level().exitCode();
    }
}
