package redress.grievances.webhooks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionFactory;
import redress.grievances.postgres.TestDatabase;
import redress.mesh.store.Database;

/// Connections of a service, counted.
final class CountedConnections implements ConnectionFactory {
    private final TestDatabase postgres;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    CountedConnections(TestDatabase postgres) {
        this.postgres = postgres;
    }

    Database database(InstantSource clock) {
        return postgres.database(this, clock);
    }

    /// How many were open at the same time.
    int most() {
        return most.get();
    }

    @Override
    public Connection openConnection() throws SQLException {
        var _ = most.accumulateAndGet(open.incrementAndGet(), Math::max);
        return postgres.connection();
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        connection.close();
        var _ = open.decrementAndGet();
    }
}
