package redress.certs.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redress.certs.JsonLine;
import redress.certs.KeyAlgorithm;
import redress.certs.SpiffeId;
import redress.certs.authority.Authority;
import redress.certs.authority.Delivery;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;
import redress.certs.workload.Agent;

@Command(
        name = "issue",
        description = {
            "Registers a workload and writes its folder with a certificate for a fresh key.",
            "Of a registered workload, what is not given stays; a suspended one is admitted again."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  certs issue case-service --dns localhost --ip 127.0.0.1 --out run/case-service \\",
            "      --authority pki --passphrase-file /run/secrets/pki"
        })
final class IssueCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Parameters(
            paramLabel = "WORKLOAD",
            description =
                    "Name or path in the trust domain: case-service is spiffe://.../case-service.")
    private String workload = "";

    @Option(
            names = "--dns",
            paramLabel = "NAME",
            description = "Host name of a server; repeatable.")
    private @Nullable List<String> dnsNames;

    @Option(
            names = "--ip",
            paramLabel = "ADDRESS",
            description = "Address of a server; repeatable.")
    private @Nullable List<String> ipAddresses;

    @Option(
            names = "--life",
            paramLabel = "DURATION",
            description = "Such as 90s, 45m, 30d (at first: 1h); never beyond the issuer's.")
    private @Nullable Duration life;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "P-256 (at first), P-384, Ed25519 or RSA-3072.")
    private @Nullable KeyAlgorithm algorithm;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to write (at first: workloads/WORKLOAD).")
    private @Nullable Path out;

    @Option(names = "--on-request", description = "Register only: the workload asks with a CSR.")
    private boolean onRequest;

    @Option(
            names = "--der",
            description = "Also write the key as tls.pk8 (PKCS#8 DER), for pgjdbc.")
    private boolean der;

    @Option(
            names = "--hup",
            paramLabel = "PIDFILE",
            description = "Send SIGHUP to the process in its first line after a change.")
    private @Nullable Path hup;

    @Option(
            names = "--probe",
            paramLabel = "HOST:PORT",
            description = "Where the certificate is shown; postgres:HOST:PORT for PostgreSQL.")
    private @Nullable String probe;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    IssueCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = options.open(terminal, "issue");
        SpiffeId id = authority.trustDomain().workload(workload);
        Registration registered = authority.register(wanted(authority, id));
        if (authority.admit(id)) {
            terminal.err().println(id + " was suspended; it is admitted again");
        }
        if (registered.folder().isEmpty()) {
            terminal.out().println(asLine(registered));
            return 0;
        }
        return new VisitReport(terminal, json).print(List.of(new Agent(authority).rotate(id)));
    }

    private Registration wanted(Authority authority, SpiffeId id) {
        Optional<Registration> old =
                authority.registrations().stream().filter(each -> each.id().equals(id)).findFirst();
        Registration base = old.orElseGet(() -> Registration.of(Profile.client(id)));
        var profile =
                new Profile(
                        id,
                        or(dnsNames, base.profile().dnsNames()),
                        or(ipAddresses, base.profile().ipAddresses()));
        return base.withProfile(profile)
                .withAlgorithm(or(algorithm, base.algorithm()))
                .withLife(or(life, base.life()))
                .withDelivery(delivery(base.delivery()));
    }

    private Delivery delivery(Delivery old) {
        if (onRequest) {
            return Delivery.onRequest();
        }
        Path folder = old.folder() == null ? Path.of("workloads").resolve(workload) : old.folder();
        return new Delivery(
                or(out, folder),
                der || old.derKey(),
                hup == null ? old.hup() : hup,
                probe == null ? old.probe() : probe);
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private String asLine(Registration registered) {
        return json
                ? new JsonLine().with("registered", registered.id()).toString()
                : "registered %s; it asks with a CSR".formatted(registered.id());
    }
}
