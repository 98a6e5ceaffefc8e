package redress.certs.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import redress.certs.CertsException;
import redress.certs.Reason;

/// Says what a dangerous command will do, and goes on only with a yes.
final class Confirmation {
    @Option(names = "--yes", description = "Do not ask. Without it a terminal is needed.")
    private boolean yes;

    void require(Terminal terminal, String plan) {
        terminal.err().println("this will " + plan);
        if (yes) {
            return;
        }
        Optional<String> answer = terminal.ask().apply("Type yes to go on: ");
        if (!answer.map("yes"::equals).orElse(false)) {
            throw new CertsException(
                    Reason.UNCONFIRMED,
                    "confirmation",
                    answer.isPresent() ? "no" : "no terminal to ask at",
                    "yes, or --yes");
        }
    }
}
