package redress.certs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redress.certs.DurableFiles;
import redress.certs.Pem;

@Command(
        name = "inspect",
        description = "Shows every certificate of a PEM file. Verifies none of them.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  certs inspect workloads/case-service/tls.crt --json")
final class InspectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "Certificates in PEM.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Pem.certificates(DurableFiles.read(file), file).stream()
                .map(CertificateReport::of)
                .map(report -> json ? report.json().toString() : report.text())
                .forEach(terminal.out()::println);
        return 0;
    }
}
