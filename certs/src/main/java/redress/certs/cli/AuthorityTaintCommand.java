package redress.certs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import redress.certs.authority.Authority;

@Command(
        name = "taint",
        description = "Gives every workload on a leaf of an old authority another one now.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  certs authority taint 1 --yes")
final class AuthorityTaintCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityStep step = new AuthorityStep();

    AuthorityTaintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = step.open(terminal, "taint");
        step.confirm(terminal, "replace every certificate of authority " + step.number() + " now");
        return step.deliver(terminal, authority, authority.rollover().taint(step.number()));
    }
}
