package redress.certs.cli;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redress.certs.Pem;

@Command(
        name = "bundle",
        description = "Prints the roots to trust in PEM, as every folder holds them.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  certs bundle --authority pki --passphrase-file /run/secrets/pki > bundle.pem")
final class BundleCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Option(names = "--json", description = "Print what they say instead, one JSON object each.")
    private boolean json;

    BundleCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<X509Certificate> roots = options.open(terminal, "bundle").bundle();
        if (json) {
            roots.stream()
                    .map(root -> CertificateReport.of(root).json())
                    .forEach(terminal.out()::println);
        } else {
            terminal.out().print(Pem.ofCertificates(roots));
            terminal.out().flush();
        }
        return 0;
    }
}
