package redress.mesh.store;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import redress.mesh.privacy.DataKeys;
import redress.mesh.privacy.KeySource;
import redress.mesh.privacy.Wrapping;

/// Notices a new key-encryption key and wraps all data keys with it while calls go on. Safe to run
/// on several replicas at once.
@ApplicationScoped
public class KeyRotation {
    private static final Logger LOG = Logger.getLogger(KeyRotation.class);
    private static final int BATCH = 500;

    private final Database database;
    private final KeySource source;
    private final DataKeys keys;
    private final String service;

    public KeyRotation(
            Database database,
            KeySource source,
            DataKeys keys,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.source = source;
        this.keys = keys;
        this.service = service;
    }

    /// Looks for a new key once and wraps what an older one wraps, batch by batch. Another replica
    /// may hold the rest.
    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void run() {
        source.refresh();
        var before = wrapping();
        if (before.left() > before.lost()) {
            LOG.infof("data keys to wrap anew count=%d key=%d", before.left(), before.primary());
            long done = 0;
            for (int batch = rewrap(); batch > 0; batch = rewrap()) {
                done += batch;
                LOG.infof("data keys wrapped anew done=%d of=%d", done, before.left());
            }
        }
    }

    /// How far the data keys are wrapped with the newest key-encryption key.
    public Wrapping wrapping() {
        return database.asService(service, transaction -> keys.wrapping(transaction.handle()));
    }

    private int rewrap() {
        return database.asService(service, transaction -> keys.rewrap(transaction.handle(), BATCH));
    }
}
