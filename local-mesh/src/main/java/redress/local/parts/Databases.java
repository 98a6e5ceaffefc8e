package redress.local.parts;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;
import redress.local.home.MeshService;
import redress.local.home.Ports;

/// One database per service with a role of the same name that reaches no other and owns nothing:
/// the schema belongs to [#OWNER], which no service can become. Keycloak owns its database.
///
/// A role signs in with the certificate whose common name it bears, over TLS, from this machine
/// only.
record Databases(MeshHome home, Ports ports) {
    static final String ADMIN = "postgres-admin";

    /// Makes and changes the schemas of the services, before they start.
    static final String OWNER = "schema-owner";

    static List<String> names() {
        var names = new ArrayList<>(MeshService.names());
        names.add(KeycloakPart.NAME);
        return names;
    }

    /// The whole of `pg_hba.conf`: who is not named here is refused.
    static String accessRules() {
        return rule("postgres", ADMIN)
                + MeshService.names().stream()
                        .map(name -> rule(name, OWNER))
                        .collect(Collectors.joining())
                + names().stream().map(name -> rule(name, name)).collect(Collectors.joining());
    }

    private static String rule(String database, String role) {
        return "hostssl \"%s\" \"%s\" 127.0.0.1/32 cert clientcert=verify-full\n"
                .formatted(database, role);
    }

    /// Where a role finds its database. The certificate comes from the folder of the role's
    /// identity.
    String address(String database) {
        return "jdbc:postgresql://localhost:" + ports.postgres().number() + "/" + database;
    }

    /// The same with the driver's settings for an identity.
    String addressWithIdentity(String database, Path identity) {
        return address(database)
                + "?sslmode=verify-full&sslcert="
                + identity.resolve(WorkloadFolder.CERTIFICATE)
                + "&sslkey="
                + identity.resolve(WorkloadFolder.DER_KEY)
                + "&sslrootcert="
                + identity.resolve(WorkloadFolder.BUNDLE);
    }

    boolean answer() {
        try (Connection connection = connect()) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    void createMissing() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String role : List.of(OWNER, KeycloakPart.NAME)) {
                createRole(role, statement);
            }
            for (String service : MeshService.names()) {
                createRole(service, statement);
                createDatabase(service, OWNER, statement);
                statement.execute(
                        "GRANT CONNECT ON DATABASE \"%s\" TO \"%s\"".formatted(service, service));
            }
            createDatabase(KeycloakPart.NAME, KeycloakPart.NAME, statement);
            statement.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC");
        } catch (SQLException e) {
            throw new LaunchFailure("databases cannot be created: " + e.getMessage(), e);
        }
    }

    private static void createRole(String name, Statement statement) throws SQLException {
        if (isMissing("SELECT FROM pg_roles WHERE rolname = '%s'".formatted(name), statement)) {
            statement.execute(
                    """
                    CREATE ROLE "%s" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT
                    """
                            .formatted(name));
        }
    }

    private static void createDatabase(String name, String owner, Statement statement)
            throws SQLException {
        if (isMissing("SELECT FROM pg_database WHERE datname = '%s'".formatted(name), statement)) {
            statement.execute("CREATE DATABASE \"%s\" OWNER \"%s\"".formatted(name, owner));
        }
        statement.execute("REVOKE ALL ON DATABASE \"%s\" FROM PUBLIC".formatted(name));
    }

    private static boolean isMissing(String query, Statement statement) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }

    Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", ADMIN);
        properties.setProperty("loginTimeout", "5");
        return DriverManager.getConnection(
                addressWithIdentity("postgres", home.infrastructure(ADMIN)), properties);
    }
}
