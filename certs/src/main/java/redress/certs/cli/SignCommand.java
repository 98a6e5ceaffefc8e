package redress.certs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.Reason;
import redress.certs.authority.Authority;
import redress.certs.authority.IssuedCertificate;
import redress.certs.authority.Validity;
import redress.certs.enrolment.Answer;
import redress.certs.enrolment.Enrolment;
import redress.certs.enrolment.RenewalRequest;
import redress.certs.enrolment.Request;
import redress.certs.enrolment.SigningRequest;

@Command(
        name = "sign",
        description = {
            "Answers a request: a PKCS#10 CSR with a join token, or one that certs request --renew",
            "signed with the certificate that the workload has.",
            "Only the key is taken from it; all else comes from the registration."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  certs sign request.pem --join-token-file join-token --out answer \\",
            "      --authority pki --passphrase-file /run/secrets/pki"
        })
final class SignCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Parameters(paramLabel = "FILE", description = "The request in PEM.")
    private Path file = Path.of("");

    @Option(
            names = "--join-token-file",
            paramLabel = "FILE",
            description = "File of mode 0600 with the token, for a plain CSR.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the answer: tls.crt, bundle.pem, crl.pem.")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    SignCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Request request = Request.parse(DurableFiles.read(file), file);
        Authority authority = options.open(terminal, "sign");
        var enrolment = new Enrolment(authority);
        IssuedCertificate issued =
                switch (request) {
                    case SigningRequest plain -> enrolment.join(plain, token());
                    case RenewalRequest renewal -> enrolment.renew(renewal);
                };
        Answer.of(issued, authority).write(out);
        terminal.out().println(json ? asJson(issued) : asText(issued));
        return 0;
    }

    private String token() {
        if (tokenFile == null) {
            throw new CertsException(
                    Reason.NOT_ENTITLED,
                    "join token",
                    "none",
                    "--join-token-file FILE (certs token WORKLOAD), or a request of certs request"
                            + " --renew");
        }
        return DurableFiles.readSecret(tokenFile);
    }

    private String asText(IssuedCertificate issued) {
        return "signed %s to %s: serial %s, valid until %s"
                .formatted(
                        issued.id(), out, issued.serial(), Validity.of(issued.leaf()).notAfter());
    }

    private String asJson(IssuedCertificate issued) {
        return CertificateReport.of(issued.leaf()).json().with("folder", out).toString();
    }
}
