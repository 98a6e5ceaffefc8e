package redress.mesh.webhooks;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import redress.mesh.events.EventLog;
import redress.webhooks.v1.Webhook;

/// Lets all webhooks do what there is to do, each for itself: a slow receiver holds up no other.
@ApplicationScoped
public class RunWebhooks {
    private static final Logger LOG = Logger.getLogger(RunWebhooks.class);
    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final FewConnections database;
    private final QueueEvents queueing;
    private final SendDeliveries sending;
    private final WebhookSettings settings;
    private final Executor threads;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();

    @Inject
    RunWebhooks(
            FewConnections database,
            QueueEvents queueing,
            SendDeliveries sending,
            WebhookSettings settings) {
        this(database, queueing, sending, settings, Executors.newVirtualThreadPerTaskExecutor());
    }

    /// @param threads run the work of one webhook each
    public RunWebhooks(
            FewConnections database,
            QueueEvents queueing,
            SendDeliveries sending,
            WebhookSettings settings,
            Executor threads) {
        this.database = database;
        this.queueing = queueing;
        this.sending = sending;
        this.settings = settings;
        this.threads = threads;
    }

    /// Begins what there is to do.
    @Scheduled(
            every = "${redress.webhooks.look-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void run() {
        int expired = database.asService(Webhooks::pauseExpired);
        if (expired > 0) {
            LOG.infof("webhooks are paused: nobody resumed them count=%d", expired);
        }
        var newest = database.asService(EventLog::newest);
        for (UUID id : database.asService(each -> Webhooks.busy(each, newest))) {
            if (running.add(id)) {
                threads.execute(() -> run(id));
            }
        }
    }

    /// Forgets deliveries that ended long ago.
    @Scheduled(
            every = "${redress.webhooks.forget-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void forget() {
        int batch;
        do {
            batch =
                    database.asService(
                            transaction ->
                                    Deliveries.forget(
                                            transaction,
                                            transaction.now().minus(settings.kept()),
                                            FORGOTTEN_AT_ONCE));
        } while (batch == FORGOTTEN_AT_ONCE);
    }

    // It is read anew each time: it may have paused or ended.
    private void run(UUID id) {
        try {
            boolean more;
            do {
                var webhook = find(id).orElseThrow();
                boolean queued = queueing.queue(webhook);
                more = sending.send(webhook) || queued;
            } while (more);
        } catch (RuntimeException e) {
            LOG.errorf(e, "a webhook can't go on id=%s", id);
        } finally {
            running.remove(id);
        }
    }

    private Optional<Webhook> find(UUID id) {
        return database.asService(transaction -> Webhooks.find(transaction, id));
    }
}
