package redress.certs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redress.certs.CertsException;
import redress.certs.JsonLine;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;
import redress.certs.TrustDomain;
import redress.certs.enrolment.PendingRequest;
import redress.certs.workload.WorkloadCredentials;

@Command(
        name = "request",
        description = {
            "The workload's side of a certificate, on its own machine, without the authority:",
            "makes a fresh key and a request (WORKLOAD for the first, --renew for the next),",
            "and puts the authority's answer into use (--install).",
            "The key stays in the folder; only request.pem goes to the authority."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  certs request case-service --folder run/case-service",
            "  certs sign request.pem --join-token-file join-token --out answer  # there",
            "  certs request --install answer --folder run/case-service",
            "  certs request --renew --folder run/case-service                   # the next time"
        })
final class RequestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "WORKLOAD",
            description = "Name or path in the trust domain, for the first request.")
    private @Nullable String workload;

    @Option(names = "--renew", description = "Ask again, signed with the key in the folder.")
    private boolean renew;

    @Option(
            names = "--install",
            paramLabel = "ANSWER",
            description = "Folder that certs sign made: put it into use.")
    private @Nullable Path answer;

    @Option(
            names = "--folder",
            required = true,
            paramLabel = "DIR",
            description = "The workload's own folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--trust-domain",
            paramLabel = "NAME",
            description = "Of a first request (default: redress.local).")
    private TrustDomain trustDomain = TrustDomain.DEFAULT;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description =
                    "P-256, P-384, Ed25519 or RSA-3072 (default: that of the folder, or P-256).")
    private @Nullable KeyAlgorithm algorithm;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    RequestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var pending = new PendingRequest(folder);
        if (answer != null && workload == null && !renew) {
            say(pending.install(answer));
        } else if (renew && workload == null && answer == null) {
            KeyAlgorithm chosen = algorithm == null ? pending.currentAlgorithm() : algorithm;
            say(pending.renew(chosen), "certs sign");
        } else if (workload != null && !renew && answer == null) {
            KeyAlgorithm chosen = algorithm == null ? KeyAlgorithm.P256 : algorithm;
            say(
                    pending.make(trustDomain.workload(workload), chosen),
                    "certs sign, with a join token");
        } else {
            throw new CertsException(
                    Reason.INVALID, "what to do", "unclear", "one of WORKLOAD, --renew, --install");
        }
        return 0;
    }

    private void say(Path request, String next) {
        terminal.out()
                .println(
                        json
                                ? new JsonLine().with("request", request).toString()
                                : "wrote %s; its key waits in %s (next: %s)"
                                        .formatted(request, folder, next));
    }

    private void say(WorkloadCredentials installed) {
        CertificateReport report = CertificateReport.of(installed.leaf());
        terminal.out()
                .println(
                        json
                                ? report.json().with("folder", folder).toString()
                                : "installed %s in %s: serial %s, valid until %s"
                                        .formatted(
                                                installed.id(),
                                                folder,
                                                report.serial(),
                                                report.validity().notAfter()));
    }
}
