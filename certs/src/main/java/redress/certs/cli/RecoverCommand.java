package redress.certs.cli;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redress.certs.JsonLine;
import redress.certs.authority.Authority;
import redress.certs.authority.Recovery;
import redress.certs.workload.Agent;

@Command(
        name = "recover",
        description = {
            "The way back when everything expired, or when the key of the issuing authority is lost:",
            "a new issuing authority, a new CRL, and a new certificate in every folder that needs it.",
            "Works offline."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  certs recover --root-key /media/safe/root.key \\",
            "      --authority pki --passphrase-file /run/secrets/pki"
        })
final class RecoverCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();
    @Mixin private Confirmation confirmation = new Confirmation();

    @Option(
            names = "--root-key",
            paramLabel = "FILE",
            description = "The root's key, if it is kept elsewhere; same passphrase.")
    private @Nullable Path rootKey;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    RecoverCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = options.openUnrecorded(terminal);
        Optional<PrivateKey> key = Optional.ofNullable(rootKey).map(options::key);
        Recovery recovery = authority.recovery();
        confirmation.require(
                terminal, recovery.way(key).plan() + ", then renew every folder that needs it");
        Recovery.Way way = recovery.run(key);
        authority.record("command", Map.of("verb", "recover"));
        terminal.out()
                .println(
                        json
                                ? new JsonLine()
                                        .with("way", way)
                                        .with("authority", authority.active().number())
                                        .toString()
                                : "authority %d is in use; done: %s"
                                        .formatted(authority.active().number(), way.plan()));
        return new VisitReport(terminal, json).print(new Agent(authority).pass());
    }
}
