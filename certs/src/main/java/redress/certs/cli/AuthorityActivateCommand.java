package redress.certs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import redress.certs.authority.Authority;

@Command(
        name = "activate",
        description = {
            "Signs with a prepared authority from now on. Refused while a workload does not trust",
            "its root."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  certs authority activate 2 --yes --wait 2m")
final class AuthorityActivateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityStep step = new AuthorityStep();
    @Mixin private Patience patience = new Patience();

    AuthorityActivateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = step.open(terminal, "activate");
        step.confirm(terminal, "sign every new certificate with authority " + step.number());
        return step.deliver(
                terminal,
                authority,
                patience.attempt(
                        terminal,
                        () ->
                                authority
                                        .rollover()
                                        .activate(
                                                step.number(),
                                                AuthorityOptions.evidence(authority))));
    }
}
