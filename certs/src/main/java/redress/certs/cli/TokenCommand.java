package redress.certs.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redress.certs.JsonLine;
import redress.certs.SpiffeId;
import redress.certs.authority.Authority;
import redress.certs.enrolment.Enrolment;

@Command(
        name = "token",
        description = {
            "Makes a one-time join token: who holds it may enrol this registered workload once.",
            "It is printed here and never again; the authority keeps its SHA-256 only.",
            "It also lets a workload back in that was revoked."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  (umask 077; certs token case-service --life 10m --authority pki \\",
            "      --passphrase-file /run/secrets/pki > join-token)"
        })
final class TokenCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Parameters(paramLabel = "WORKLOAD", description = "Name or path in the trust domain.")
    private String workload = "";

    @Option(
            names = "--life",
            paramLabel = "DURATION",
            description = "Until when it works (default: 10m).")
    private Duration life = Duration.ofMinutes(10);

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TokenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = options.open(terminal, "token");
        SpiffeId id = authority.trustDomain().workload(workload);
        String token = new Enrolment(authority).token(id, life);
        terminal.out().println(json ? asJson(id, token, authority) : token);
        return 0;
    }

    private String asJson(SpiffeId id, String token, Authority authority) {
        return new JsonLine()
                .with("workload", id)
                .with("token", token)
                .with("notAfter", authority.now().plus(life))
                .toString();
    }
}
