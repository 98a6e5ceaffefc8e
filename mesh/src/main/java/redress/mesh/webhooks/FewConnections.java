package redress.mesh.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redress.mesh.access.Scope;
import redress.mesh.store.Database;
import redress.mesh.store.Transaction;

/// The database for what no caller waits for: however many webhooks and messages there are, they
/// take a few connections in turn, and calls keep the others.
@ApplicationScoped
public class FewConnections {
    /// So many transactions at once.
    public static final int AT_ONCE = 4;

    private final Database database;
    private final String service;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    public FewConnections(
            Database database, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.service = service;
    }

    /// The service that works here.
    String service() {
        return service;
    }

    /// Reads or writes on behalf of the service itself.
    <T> T asService(Function<Transaction, T> work) {
        turns.acquireUninterruptibly();
        try {
            return database.asService(service, work);
        } finally {
            turns.release();
        }
    }

    /// Writes on behalf of the service itself, with nothing to give back.
    void writeAsService(Consumer<Transaction> work) {
        turns.acquireUninterruptibly();
        try {
            database.writeAsService(service, work);
        } finally {
            turns.release();
        }
    }

    /// Reads as somebody who serves a scope and has no role.
    ///
    /// @param user whose complaints about themselves stay hidden
    <T> T within(Scope scope, String user, Function<Transaction, T> work) {
        turns.acquireUninterruptibly();
        try {
            return database.within(scope, user, service, work);
        } finally {
            turns.release();
        }
    }
}
