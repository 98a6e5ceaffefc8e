package redress.cases.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import redress.access.v1.Assurance;
import redress.access.v1.Role;
import redress.mesh.access.Caller;
import redress.mesh.access.User;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.SpiffeId;
import redress.mesh.identity.TrustDomain;
import redress.mesh.store.Database;

/// A PostgreSQL of its own with the schema of the service. As in a mesh, the service's role owns
/// the schema and is no superuser: row level security holds for it.
public final class TestDatabase implements AutoCloseable {
    private static final String SERVICE = "case-service";

    private final EmbeddedPostgres postgres;
    private final Jdbi jdbi;

    private TestDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        this.jdbi = Jdbi.create(postgres.getDatabase(SERVICE, SERVICE));
    }

    /// Starts PostgreSQL and runs the migrations.
    public static TestDatabase start() {
        try {
            var postgres = EmbeddedPostgres.start();
            createRole(postgres);
            Flyway.configure()
                    .dataSource(postgres.getDatabase(SERVICE, SERVICE))
                    .locations("classpath:db/mesh", "classpath:db/cases")
                    .load()
                    .migrate();
            return new TestDatabase(postgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("no role for the service", e);
        }
    }

    private static void createRole(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE \"" + SERVICE + "\" LOGIN NOSUPERUSER NOBYPASSRLS");
            statement.execute("CREATE DATABASE \"" + SERVICE + "\" OWNER \"" + SERVICE + "\"");
        }
    }

    /// The database as the service uses it.
    public Database database() {
        return new Database(jdbi);
    }

    /// The same database without the service's settings.
    public Jdbi jdbi() {
        return jdbi;
    }

    /// A person at the console.
    public static Caller person(String name, Role... roles) {
        var id = new SpiffeId(new TrustDomain("redress.test"), "/console");
        var user = new User(name, Set.of(roles), Assurance.ASSURANCE_PASSWORD, "token");
        return new Caller(new PeerIdentity(id, "1", Instant.MAX), Optional.of(user));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
