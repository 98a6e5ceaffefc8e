package redress.certs.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redress.certs.KeyAlgorithm;
import redress.certs.authority.Authority;
import redress.certs.authority.IssuedCertificate;
import redress.certs.authority.Profile;
import redress.certs.authority.Validity;
import redress.certs.workload.WorkloadFolder;

@Command(
        name = "issue",
        description = "Issues a workload's certificate for a fresh key, and writes its folder.",
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
    private List<String> dnsNames = new ArrayList<>();

    @Option(
            names = "--ip",
            paramLabel = "ADDRESS",
            description = "Address of a server; repeatable.")
    private List<String> ipAddresses = new ArrayList<>();

    @Option(
            names = "--life",
            paramLabel = "DURATION",
            description =
                    "Such as 90s, 45m, 30d (default: 1h); never beyond the issuing authority's.")
    private Duration life = Authority.LEAF_LIFE;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "P-256 (default), P-384, Ed25519 or RSA-3072.")
    private KeyAlgorithm algorithm = KeyAlgorithm.P256;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to write (default: workloads/WORKLOAD).")
    private @Nullable Path out;

    @Option(
            names = "--der",
            description = "Also write the key as tls.pk8 (PKCS#8 DER), for pgjdbc.")
    private boolean der;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    IssueCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = options.open(terminal.clock());
        var profile =
                new Profile(authority.trustDomain().workload(workload), dnsNames, ipAddresses);
        WorkloadFolder folder = folder();
        IssuedCertificate issued = folder.issue(authority, profile, algorithm, life);
        terminal.out().println(json ? asJson(folder, issued) : asText(folder, issued));
        return 0;
    }

    private WorkloadFolder folder() {
        Path path = out == null ? Path.of("workloads").resolve(workload) : out;
        return der ? WorkloadFolder.at(path).withDerKey() : WorkloadFolder.at(path);
    }

    private static String asText(WorkloadFolder folder, IssuedCertificate issued) {
        return "issued %s to %s: serial %s, valid until %s"
                .formatted(
                        issued.id(),
                        folder.path(),
                        issued.serial(),
                        Validity.of(issued.leaf()).notAfter());
    }

    private static String asJson(WorkloadFolder folder, IssuedCertificate issued) {
        return CertificateReport.of(issued.leaf()).json().with("folder", folder.path()).toString();
    }
}
