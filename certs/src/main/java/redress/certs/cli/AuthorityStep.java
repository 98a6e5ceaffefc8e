package redress.certs.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redress.certs.authority.Authority;
import redress.certs.authority.Generation;
import redress.certs.workload.Agent;

/// What the steps with one generation have in common.
final class AuthorityStep {
    @Mixin private AuthorityOptions options = new AuthorityOptions();
    @Mixin private Confirmation confirmation = new Confirmation();

    @Parameters(paramLabel = "NUMBER", description = "Which authority: see certs authority show.")
    private int number;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    int number() {
        return number;
    }

    Authority open(Terminal terminal, String verb) {
        return options.open(terminal, "authority " + verb + " " + number);
    }

    void confirm(Terminal terminal, String plan) {
        confirmation.require(terminal, plan);
    }

    /// Brings the step to every folder, and says what was done.
    int deliver(Terminal terminal, Authority authority, Generation changed) {
        terminal.out().println(AuthorityCommand.line(changed, authority, json));
        return new VisitReport(terminal, json).print(new Agent(authority).pass());
    }
}
