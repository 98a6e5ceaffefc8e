package redress.certs.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redress.certs.CertsException;
import redress.certs.authority.Authority;
import redress.certs.authority.Mute;
import redress.certs.workload.Agent;
import redress.certs.workload.Rounds;
import redress.certs.workload.Visit;
import redress.certs.workload.Watch;

@Command(
        name = "agent",
        description = {
            "Keeps every registered folder fresh until it is stopped: renews at half of a life,",
            "publishes the CRL, and follows each change of the authority within a second or so.",
            "A folder that fails is said on stderr and tried again."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {"  certs agent --every 30s --authority pki --passphrase-file /run/secrets/pki"})
final class AgentCommand implements Callable<Integer> {
    private static final long GRACE_SECONDS = 10;

    private final Terminal terminal;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    @Mixin private AuthorityOptions options = new AuthorityOptions();

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description = "Longest time between two looks at the folders (default: 30s).")
    private Duration every = Duration.ofSeconds(30);

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    private List<Mute> warned = List.of();

    AgentCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Authority authority = options.open(terminal, "agent");
        var watch = new Watch(authority.stateFile(), every, terminal.clock());
        var rounds = new Rounds(new Agent(authority)::pass, watch, every, terminal.clock());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::finish));
        try {
            do {
                rounds.look(visits -> report(authority, visits), this::alarm);
            } while (!stop.await(1, TimeUnit.SECONDS));
            return 0;
        } finally {
            done.countDown();
        }
    }

    private void report(Authority authority, List<Visit> visits) {
        var _ = new VisitReport(terminal, json).print(visits);
        List<Mute> mute = authority.mute();
        if (!mute.equals(warned)) {
            warned = mute;
            AuthorityOptions.warn(terminal, authority);
        }
    }

    private void alarm(Throwable fault) {
        if (fault instanceof CertsException refusal) {
            terminal.err().println(refusal.getMessage());
        } else {
            fault.printStackTrace(terminal.err());
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
}
