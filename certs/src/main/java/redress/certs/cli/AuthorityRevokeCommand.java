package redress.certs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redress.certs.authority.Authority;

@Command(
        name = "revoke",
        description = {
            "Takes the root of a tainted authority out of every bundle and deletes its keys.",
            "Refused while a live leaf of it is in use, or a connection rests on one."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  certs authority revoke 1 --yes")
final class AuthorityRevokeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityStep step = new AuthorityStep();
    @Mixin private Patience patience = new Patience();

    @Option(names = "--now", description = "Do not wait for open connections: cut them.")
    private boolean now;

    AuthorityRevokeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = step.open(terminal, "revoke");
        step.confirm(
                terminal,
                "stop trusting authority %d and delete its keys for good%s"
                        .formatted(step.number(), now ? cut(authority) : ""));
        return step.deliver(
                terminal,
                authority,
                patience.attempt(
                        terminal,
                        () ->
                                authority
                                        .rollover()
                                        .revoke(
                                                step.number(),
                                                AuthorityOptions.evidence(authority),
                                                !now)));
    }

    private String cut(Authority authority) {
        List<String> connections =
                authority
                        .rollover()
                        .connections(step.number(), AuthorityOptions.evidence(authority));
        return "; connections that are cut: "
                + (connections.isEmpty() ? "none that is known" : String.join("; ", connections));
    }
}
