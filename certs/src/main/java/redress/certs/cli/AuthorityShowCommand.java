package redress.certs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redress.certs.authority.Authority;

@Command(
        name = "show",
        description = "Shows every authority there was, and where it stands.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  certs authority show --authority pki --passphrase-file /run/secrets/pki")
final class AuthorityShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    AuthorityShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = options.open(terminal, "authority show");
        authority.generations().stream()
                .map(generation -> AuthorityCommand.line(generation, authority, json))
                .forEach(terminal.out()::println);
        return 0;
    }
}
