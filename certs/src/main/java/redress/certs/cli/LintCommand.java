package redress.certs.cli;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redress.certs.DurableFiles;
import redress.certs.JsonLine;
import redress.certs.Pem;
import redress.certs.Reason;
import redress.certs.lint.Criteria;
import redress.certs.lint.Finding;
import redress.certs.lint.Lint;
import redress.certs.lint.Severity;

@Command(
        name = "lint",
        description = {
            "Judges certificates, or a workload's whole folder, by the rules of SPIFFE (not the"
                    + " web's).",
            "Names each broken rule and the section that makes it. Needs no authority."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  certs lint workloads/case-service",
            "  certs lint leaf.pem --bundle bundle.pem --json"
        })
final class LintCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE|FOLDER", description = "PEM file, or a workload's folder.")
    private Path path = Path.of("");

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "Roots that every chain must lead to (default: the folder's own).")
    private @Nullable Path bundle;

    @Option(
            names = "--longest-life",
            paramLabel = "DURATION",
            description = "A leaf that lives longer is warned of (default: 90d).")
    private Duration longestLife = Criteria.LONGEST_LIFE;

    @Option(names = "--json", description = "Print one JSON object a finding.")
    private boolean json;

    LintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var lint = new Lint(new Criteria(terminal.clock().instant(), anchors(), longestLife));
        List<Finding> findings = lint.judge(path);
        findings.stream()
                .map(finding -> json ? asJson(finding) : finding.toString())
                .forEach(terminal.out()::println);
        boolean bad = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        if (!json && findings.isEmpty()) {
            terminal.out().println(path + ": no rule is broken");
        }
        return bad ? Reason.LINT.exitCode() : 0;
    }

    private List<X509Certificate> anchors() {
        return bundle == null ? List.of() : Pem.certificates(DurableFiles.read(bundle), bundle);
    }

    private static String asJson(Finding finding) {
        return new JsonLine()
                .with("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .with("rule", finding.rule())
                .with("source", finding.source())
                .with("where", finding.where())
                .with("found", finding.found())
                .with("expected", finding.expected())
                .toString();
    }
}
