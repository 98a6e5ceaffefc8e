package redress.mesh.store;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Forgets the stored answers of writes when nobody repeats them any more: they hold copies of
/// items.
@ApplicationScoped
public class ForgetAnswers {
    private static final Logger LOG = Logger.getLogger(ForgetAnswers.class);
    private static final int BATCH = 1000;

    private final Database database;
    private final Duration kept;
    private final String service;

    public ForgetAnswers(
            Database database,
            @ConfigProperty(name = "redress.requests.answers-kept") Duration kept,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.kept = kept;
        this.service = service;
    }

    /// Forgets all answers that are old enough.
    @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void run() {
        int done = 0;
        int batch;
        do {
            batch = forget();
            done += batch;
        } while (batch == BATCH);
        if (done > 0) {
            LOG.infof("stored answers forgotten count=%d", done);
        }
    }

    /// Forgets the answers that tell of items that are erased: a key of somebody else may have
    /// sealed them.
    public static void about(Transaction transaction, Collection<UUID> items) {
        Answers.forgetAbout(transaction, items);
    }

    private int forget() {
        return database.asService(
                service,
                transaction -> Answers.forget(transaction, transaction.now().minus(kept), BATCH));
    }
}
