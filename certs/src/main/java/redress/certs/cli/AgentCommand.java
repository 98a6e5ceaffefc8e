package redress.certs.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redress.certs.JsonLine;
import redress.certs.authority.Validity;
import redress.certs.workload.Agent;
import redress.certs.workload.Visit;

@Command(
        name = "agent",
        description = {
            "Renews every workload folder below DIR at half of its life, until it is stopped.",
            "Prints one line per renewal; a folder that fails is said on stderr and tried again."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  certs agent workloads --every 30s \\",
            "      --authority pki --passphrase-file /run/secrets/pki"
        })
final class AgentCommand implements Callable<Integer> {
    private static final long GRACE_SECONDS = 10;

    private final Terminal terminal;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Parameters(paramLabel = "DIR", description = "Folder with the workload folders.")
    private Path root = Path.of("workloads");

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description = "Time between two looks at the folders (default: 30s).")
    private Duration every = Duration.ofSeconds(30);

    @Option(names = "--once", description = "Look once, renew what is due, and end.")
    private boolean once;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    AgentCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var agent = new Agent(root, options.open(terminal.clock()));
        if (once) {
            return look(agent);
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::finish));
        try {
            do {
                look(agent);
            } while (!stop.await(every.toMillis(), TimeUnit.MILLISECONDS));
            return 0;
        } finally {
            done.countDown();
        }
    }

    /// Lets the renewal under way end before the JVM does.
    private void finish() {
        stop.countDown();
        try {
            if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                terminal.err().println("stopped while renewing; the old certificates stay");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The exit code of one pass: that of the last folder that failed, or 0.
    private int look(Agent agent) {
        int exitCode = 0;
        for (Visit visit : agent.pass()) {
            switch (visit) {
                case Visit.Renewed renewed ->
                        terminal.out().println(json ? asJson(renewed) : asText(renewed));
                case Visit.Fresh _ -> {}
                case Visit.Failed failed -> {
                    terminal.err().println(failed.folder() + ": " + failed.cause().getMessage());
                    exitCode = failed.cause().reason().exitCode();
                }
            }
        }
        return exitCode;
    }

    private static String asText(Visit.Renewed renewed) {
        return "renewed %s in %s: serial %s, valid until %s"
                .formatted(
                        renewed.certificate().id(),
                        renewed.folder(),
                        renewed.certificate().serial(),
                        Validity.of(renewed.certificate().leaf()).notAfter());
    }

    private static String asJson(Visit.Renewed renewed) {
        JsonLine report = CertificateReport.of(renewed.certificate().leaf()).json();
        return report.with("folder", renewed.folder()).toString();
    }
}
