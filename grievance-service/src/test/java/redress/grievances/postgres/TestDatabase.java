package redress.grievances.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import redress.access.v1.Assurance;
import redress.access.v1.Purpose;
import redress.access.v1.Role;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;
import redress.mesh.access.SignIn;
import redress.mesh.access.User;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.SpiffeId;
import redress.mesh.identity.TrustDomain;
import redress.mesh.privacy.DataKeys;
import redress.mesh.privacy.KeyFolder;
import redress.mesh.privacy.KeySource;
import redress.mesh.store.Database;

/// A PostgreSQL of its own with the schema of the service. As in a mesh, another role owns the
/// schema, and neither is superuser: row level security holds for both.
public final class TestDatabase implements AutoCloseable {
    private static final String SERVICE = "grievance-service";
    private static final String OWNER = "schema-owner";

    private final EmbeddedPostgres postgres;
    private final Path files;
    private final Jdbi jdbi;
    private final KeyFolder keyFolder;
    private final KeySource keySource;
    private final DataKeys dataKeys;

    private TestDatabase(EmbeddedPostgres postgres, Path files, KeyFolder keyFolder) {
        this.postgres = postgres;
        this.files = files;
        this.keyFolder = keyFolder;
        this.keySource = KeySource.open(keyFolder);
        this.dataKeys = new DataKeys(SERVICE, keySource);
        this.jdbi = Jdbi.create(postgres.getDatabase(SERVICE, SERVICE));
    }

    /// Starts PostgreSQL and runs the migrations.
    public static TestDatabase start() {
        try {
            var files = Files.createTempDirectory("postgres").resolve("data");
            var postgres = EmbeddedPostgres.builder().setDataDirectory(files).start();
            createRoles(postgres);
            Flyway.configure()
                    .dataSource(postgres.getDatabase(OWNER, SERVICE))
                    .placeholders(Map.of("service", SERVICE))
                    .locations(
                            "classpath:db/mesh",
                            "classpath:db/attachments",
                            "classpath:db/webhooks",
                            "classpath:db/grievances")
                    .load()
                    .migrate();
            return new TestDatabase(postgres, files, freshKeys());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("no role for the service", e);
        }
    }

    private static KeyFolder freshKeys() throws IOException {
        var folder = new KeyFolder(Files.createTempDirectory("keys"), Optional.empty());
        assertThat(folder.create()).isTrue();
        return folder;
    }

    private static void createRoles(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String role : List.of(OWNER, SERVICE)) {
                statement.execute("CREATE ROLE \"" + role + "\" LOGIN NOSUPERUSER NOBYPASSRLS");
            }
            statement.execute("CREATE DATABASE \"" + SERVICE + "\" OWNER \"" + OWNER + "\"");
            statement.execute("REVOKE ALL ON DATABASE \"" + SERVICE + "\" FROM PUBLIC");
            statement.execute(
                    "GRANT CONNECT ON DATABASE \"" + SERVICE + "\" TO \"" + SERVICE + "\"");
        }
    }

    /// The database as the service uses it.
    public Database database() {
        return new Database(jdbi, dataKeys);
    }

    /// The same with a clock of its own.
    public Database database(InstantSource clock) {
        return new Database(jdbi, dataKeys, clock);
    }

    /// The same with connections that a test opens.
    public Database database(ConnectionFactory connections, InstantSource clock) {
        return new Database(Jdbi.create(connections), dataKeys, clock);
    }

    /// The same on one connection, as from a pool: what one caller leaves behind meets the next.
    public Database onOneConnection() {
        return onOneConnection(InstantSource.system());
    }

    /// The same with a clock of its own.
    public Database onOneConnection(InstantSource clock) {
        try {
            return new Database(Jdbi.create(connection()), dataKeys, clock);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A new connection of the service.
    public Connection connection() throws SQLException {
        return postgres.getDatabase(SERVICE, SERVICE).getConnection();
    }

    /// What seals the rows of [#database()].
    public DataKeys dataKeys() {
        return dataKeys;
    }

    /// The keys of the service as it knows them.
    public KeySource keySource() {
        return keySource;
    }

    /// The keys of the service on disk.
    public KeyFolder keyFolder() {
        return keyFolder;
    }

    /// The same database without the service's settings.
    public Jdbi jdbi() {
        return jdbi;
    }

    /// The same database as its superuser, who sees every row.
    public Jdbi superuser() {
        return Jdbi.create(postgres.getDatabase("postgres", SERVICE));
    }

    /// The same database as the role that owns the schema.
    Jdbi owner() {
        return Jdbi.create(postgres.getDatabase(OWNER, SERVICE));
    }

    /// Removes all items. Triggers that keep the history are asleep meanwhile.
    public void empty() {
        superuser()
                .useTransaction(
                        handle -> {
                            handle.execute("SET LOCAL session_replication_role = replica");
                            handle.execute(
                                    "TRUNCATE grievances, grievance_actions, grievance_limits, grievance_receipts, grievance_notifications, requests, events");
                        });
    }

    /// All that is in it now.
    Dump dump() {
        return Dump.of(superuser(), files);
    }

    /// A person at the console who serves everything and has just used a passkey.
    public static Caller person(String name, Role... roles) {
        return person(name, Scope.EVERYTHING, roles);
    }

    /// A person at the console who has just used a passkey.
    public static Caller person(String name, Scope scope, Role... roles) {
        return person(name, Assurance.ASSURANCE_PASSKEY, scope, roles);
    }

    /// A person at the console who serves everything and gave a password, and no more.
    public static Caller unsure(String name, Role... roles) {
        return person(name, Assurance.ASSURANCE_PASSWORD, Scope.EVERYTHING, roles);
    }

    private static Caller person(String name, Assurance assurance, Scope scope, Role... roles) {
        var id = new SpiffeId(new TrustDomain("redress.test"), "/console");
        var signIn = new SignIn(assurance, Instant.now());
        var user = new User(name, Set.of(roles), signIn, scope, "token");
        return new Caller(
                new PeerIdentity(id, "1", Instant.MAX),
                Optional.of(user),
                Purpose.PURPOSE_GRIEVANCE_REDRESS);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
