package redress.certs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redress.certs.KeyAlgorithm;
import redress.certs.authority.Authority;
import redress.certs.authority.Registration;
import redress.certs.workload.Agent;

@Command(
        name = "rotate",
        description = "Gives one workload, or all, a fresh key and certificate now.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  certs rotate --all --algorithm Ed25519 \\",
            "      --authority pki --passphrase-file /run/secrets/pki"
        })
final class RotateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @ArgGroup(multiplicity = "1")
    private Whom whom = new Whom();

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "Register this for them first: P-256, P-384, Ed25519 or RSA-3072.")
    private @Nullable KeyAlgorithm algorithm;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    static final class Whom {
        @Parameters(paramLabel = "WORKLOAD", description = "Name or path in the trust domain.")
        private @Nullable String workload;

        @Option(
                names = "--all",
                description = "All workloads with a folder that are not suspended.")
        private boolean all;
    }

    RotateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = options.open(terminal, "rotate");
        List<Registration> chosen = chosen(authority);
        if (algorithm != null) {
            for (Registration each : chosen) {
                var _ = authority.register(each.withAlgorithm(algorithm));
            }
        }
        var agent = new Agent(authority);
        return new VisitReport(terminal, json)
                .print(chosen.stream().map(each -> agent.rotate(each.id())).toList());
    }

    private List<Registration> chosen(Authority authority) {
        String name = whom.workload;
        if (!whom.all && name != null) {
            return List.of(authority.registration(authority.trustDomain().workload(name)));
        }
        return authority.registrations().stream()
                .filter(each -> !each.suspended() && each.folder().isPresent())
                .toList();
    }
}
