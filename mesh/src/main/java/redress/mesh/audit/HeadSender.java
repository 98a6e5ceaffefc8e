package redress.mesh.audit;

import io.grpc.StatusRuntimeException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import redress.audit.v1.AuditServiceGrpc;
import redress.audit.v1.RecordHeadRequest;
import redress.mesh.audit.journal.Journal;
import redress.mesh.audit.journal.Sealer;
import redress.mesh.peers.Peers;

/// Has the other services witness the newest block of this journal, every few seconds: whoever cuts
/// its tail would have to change theirs as well.
///
/// A peer that is away misses a head and gets the next one. Heads of blocks that hold nothing but
/// heads of others are sent once a minute: two idle services would keep each other busy for ever.
@ApplicationScoped
public class HeadSender {
    private static final Logger LOG = Logger.getLogger(HeadSender.class);
    private static final String PEERS = "redress.peers.";
    private static final int PERIOD_SECONDS = 5;
    private static final int IDLE_ROUNDS = 12;
    private static final int PATIENCE_SECONDS = 2;

    private final Journal journal;
    private final Sealer sealer;
    private final Peers peers;
    private final List<String> witnesses;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("audit-heads").factory());
    private Journal.Sealed sent;
    private int idle;

    HeadSender(
            Journal journal,
            Sealer sealer,
            Peers peers,
            Config config,
            @ConfigProperty(name = "quarkus.application.name") String self) {
        this.journal = journal;
        this.sealer = sealer;
        this.peers = peers;
        this.sent = journal.sealed();
        this.witnesses =
                StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                        .filter(name -> name.startsWith(PEERS))
                        .filter(name -> config.getOptionalValue(name, String.class).isPresent())
                        .map(name -> name.substring(PEERS.length()))
                        .filter(name -> !name.equals(self))
                        .sorted()
                        .toList();
    }

    void start(@Observes StartupEvent event) {
        var _ =
                timer.scheduleWithFixedDelay(
                        this::round, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    /// What was sealed since the last round has its witnesses too, if they are there.
    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
        sealer.close();
        round();
    }

    private synchronized void round() {
        var sealed = journal.sealed();
        idle++;
        boolean news = sealed.calls() != sent.calls() || idle >= IDLE_ROUNDS;
        if (news && !sealed.head().equals(sent.head())) {
            witnesses.forEach(witness -> send(witness, sealed));
            sent = sealed;
            idle = 0;
        }
    }

    private void send(String witness, Journal.Sealed sealed) {
        try {
            var _ =
                    AuditServiceGrpc.newBlockingStub(peers.channel(witness))
                            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .recordHead(
                                    RecordHeadRequest.newBuilder().setHead(sealed.head()).build());
        } catch (StatusRuntimeException e) {
            LOG.debugf("Head not witnessed by=%s code=%s", witness, e.getStatus().getCode());
        }
    }
}
