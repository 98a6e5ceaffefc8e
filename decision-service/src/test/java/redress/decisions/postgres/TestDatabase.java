package redress.decisions.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import redress.mesh.privacy.DataKeys;
import redress.mesh.privacy.KeyFolder;
import redress.mesh.privacy.KeySource;
import redress.mesh.store.Database;

/// A PostgreSQL of its own with the schema of the service. As in a mesh, another role owns the
/// schema, and neither is superuser: row level security holds for both.
final class TestDatabase implements AutoCloseable {
    static final String SERVICE = "decision-service";
    private static final String OWNER = "schema-owner";

    private final EmbeddedPostgres postgres;
    private final DataKeys dataKeys;

    private TestDatabase(EmbeddedPostgres postgres, DataKeys dataKeys) {
        this.postgres = postgres;
        this.dataKeys = dataKeys;
    }

    /// Starts PostgreSQL and runs the migrations.
    static TestDatabase start() {
        try {
            var postgres = EmbeddedPostgres.builder().start();
            createRoles(postgres);
            Flyway.configure()
                    .dataSource(postgres.getDatabase(OWNER, SERVICE))
                    .placeholders(Map.of("service", SERVICE))
                    .locations("classpath:db/mesh", "classpath:db/decisions")
                    .load()
                    .migrate();
            var folder = new KeyFolder(Files.createTempDirectory("keys"), Optional.empty());
            assertThat(folder.create()).isTrue();
            return new TestDatabase(postgres, new DataKeys(SERVICE, KeySource.open(folder)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("no role for the service", e);
        }
    }

    private static void createRoles(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String role : List.of(OWNER, SERVICE)) {
                statement.execute("CREATE ROLE \"" + role + "\" LOGIN NOSUPERUSER NOBYPASSRLS");
            }
            statement.execute("CREATE DATABASE \"" + SERVICE + "\" OWNER \"" + OWNER + "\"");
        }
    }

    /// The database as the service uses it, on one connection, as from a pool: what one caller
    /// leaves behind meets the next.
    Database database() {
        try {
            var connection = postgres.getDatabase(SERVICE, SERVICE).getConnection();
            return new Database(Jdbi.create(connection), dataKeys);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same database without the service's settings.
    Jdbi jdbi() {
        return Jdbi.create(postgres.getDatabase(SERVICE, SERVICE));
    }

    /// The same database as the role that owns the schema.
    Jdbi owner() {
        return Jdbi.create(postgres.getDatabase(OWNER, SERVICE));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
