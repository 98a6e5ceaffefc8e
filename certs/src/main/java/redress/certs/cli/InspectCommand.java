package redress.certs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        description = {
            "Shows every certificate, request and revocation list of a PEM file or of a workload's"
                    + " folder.",
            "Verifies none of them: see certs lint."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  certs inspect workloads/case-service",
            "  certs inspect workloads/case-service/tls.crt --json"
        })
final class InspectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE|FOLDER", description = "PEM file, or a workload's folder.")
    private Path path = Path.of("");

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Inspected.in(path).stream()
                .map(found -> json ? found.json().toString() : found.text())
                .forEach(terminal.out()::println);
        return 0;
    }
}
