package redress.certs.cli;

import java.security.cert.X509CRL;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redress.certs.CrlNumber;
import redress.certs.JsonLine;
import redress.certs.Pem;
import redress.certs.authority.Authority;
import redress.certs.authority.IssuedCertificate;
import redress.certs.workload.Agent;

@Command(
        name = "crl",
        description = "Prints the CRLs in PEM, as every folder holds them.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  certs crl --authority pki --passphrase-file /run/secrets/pki > crl.pem",
            "  certs crl --publish --json"
        })
final class CrlCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Option(names = "--publish", description = "First publish a new one, and deliver it.")
    private boolean publish;

    @Option(names = "--json", description = "Print what they say instead, one JSON object each.")
    private boolean json;

    CrlCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = options.open(terminal, "crl");
        String crl = publish ? authority.publishCrl() : authority.crl();
        if (json) {
            Pem.crls(crl, "crl.pem").stream()
                    .map(CrlCommand::asJson)
                    .forEach(terminal.out()::println);
        } else {
            terminal.out().print(crl);
            terminal.out().flush();
        }
        AuthorityOptions.warn(terminal, authority);
        return publish ? delivered(authority) : 0;
    }

    /// On stderr: on stdout are the CRLs.
    private int delivered(Authority authority) {
        var quiet = new Terminal(terminal.clock(), terminal.err(), terminal.err(), terminal.ask());
        return new VisitReport(quiet, json).print(new Agent(authority).deliver());
    }

    private static JsonLine asJson(X509CRL crl) {
        return new JsonLine()
                .with("issuer", crl.getIssuerX500Principal().getName())
                .with("number", CrlNumber.of(crl))
                .with("thisUpdate", crl.getThisUpdate().toInstant())
                .with("nextUpdate", crl.getNextUpdate().toInstant())
                .with("revoked", serials(crl));
    }

    private static List<String> serials(X509CRL crl) {
        return Optional.ofNullable(crl.getRevokedCertificates()).stream()
                .flatMap(Collection::stream)
                .map(entry -> IssuedCertificate.hex(entry.getSerialNumber()))
                .sorted()
                .toList();
    }
}
