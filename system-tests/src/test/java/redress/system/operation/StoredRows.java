package redress.system.operation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.MeshService;
import redress.system.mesh.TestMesh;

/// The databases of the services, as whoever has their certificates sees them.
record StoredRows(TestMesh mesh) {
    private static final String OWNER = "schema-owner";
    private static final String CASES = "case-service";

    /// Rows of any service that hold a text.
    List<String> with(String text) throws SQLException {
        var found = new ArrayList<String>();
        for (String service : MeshService.names()) {
            try (var connection = connect(service, service, mesh.home().identity(service))) {
                for (String table : tables(connection)) {
                    found.addAll(rows(connection, table, text));
                }
            }
        }
        return found;
    }

    /// All that happened to a case happened long ago: no call of the contract can say so.
    void yearsPass(String caseId) throws SQLException {
        try (var connection = connect(CASES, OWNER, mesh.home().infrastructure(OWNER));
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("ALTER TABLE events NO FORCE ROW LEVEL SECURITY");
            statement.execute("ALTER TABLE events DISABLE TRIGGER events_append_only");
            statement.execute(
                    "UPDATE events SET occurred_at = occurred_at - interval '20 years' WHERE subject = '%s'"
                            .formatted(UUID.fromString(caseId)));
            statement.execute("ALTER TABLE events ENABLE TRIGGER events_append_only");
            statement.execute("ALTER TABLE events FORCE ROW LEVEL SECURITY");
            connection.commit();
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static List<String> rows(Connection connection, String table, String text)
            throws SQLException {
        var found = new ArrayList<String>();
        String query =
                "SELECT 1 FROM %1$s AS t WHERE position(? in t::text) > 0 OR position(? in t::text) > 0"
                        .formatted(table);
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, text);
            statement.setString(2, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(table);
                }
            }
        }
        return found;
    }

    private Connection connect(String database, String role, Path identity) throws SQLException {
        String address =
                "jdbc:postgresql://localhost:%d/%s?user=%s&sslmode=verify-full&sslcert=%s&sslkey=%s&sslrootcert=%s"
                        .formatted(
                                mesh.local().ports().postgres().number(),
                                database,
                                role,
                                identity.resolve(WorkloadFolder.CERTIFICATE),
                                identity.resolve(WorkloadFolder.DER_KEY),
                                identity.resolve(WorkloadFolder.BUNDLE));
        var connection = DriverManager.getConnection(address);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT set_config('redress.roles', 'SERVICE', false)");
        }
        return connection;
    }
}
