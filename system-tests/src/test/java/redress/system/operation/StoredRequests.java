package redress.system.operation;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import redress.local.home.MeshService;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.RequestState;
import redress.system.mesh.TestMesh;

/// The databases of the services, as whoever has their certificates sees them.
record StoredRequests(TestMesh mesh) {
    private static final String CASES = "case-service";

    /// Does what FulfilRequest does for who has a passkey: local users sign in with a password.
    void fulfil(DataSubjectRequest request) throws SQLException {
        var id = UUID.fromString(request.getId());
        try (var connection = connect(CASES);
                var read =
                        connection.prepareStatement(
                                "SELECT document FROM data_subject_requests WHERE id = ?");
                var write =
                        connection.prepareStatement(
                                """
                                UPDATE data_subject_requests
                                SET document = ?, state = ?, next_attempt_at = now()
                                WHERE id = ?
                                """)) {
            read.setObject(1, id);
            try (var rows = read.executeQuery()) {
                rows.next();
                var running = running(rows.getBytes(1));
                write.setBytes(1, running.toByteArray());
                write.setString(2, running.getState().name());
                write.setObject(3, id);
                write.executeUpdate();
            }
        }
    }

    /// Rows of any service that hold a text.
    List<String> rowsWith(String text) throws SQLException {
        var found = new ArrayList<String>();
        for (String service : MeshService.names()) {
            try (var connection = connect(service)) {
                for (String table : tables(connection)) {
                    found.addAll(rows(connection, table, text));
                }
            }
        }
        return found;
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
            statement.setString(
                    2,
                    java.util.HexFormat.of()
                            .formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(table);
                }
            }
        }
        return found;
    }

    private static DataSubjectRequest running(byte[] open) {
        try {
            var request =
                    DataSubjectRequest.parseFrom(open).toBuilder()
                            .setState(RequestState.REQUEST_STATE_RUNNING);
            for (String service : List.of(CASES, "grievance-service", "decision-service")) {
                request.addStepsBuilder().setService(service);
            }
            return request.build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("stored request can't be read", e);
        }
    }

    private Connection connect(String service) throws SQLException {
        var identity = mesh.home().identity(service);
        String address =
                "jdbc:postgresql://localhost:%d/%s?user=%s&sslmode=verify-full&sslcert=%s&sslkey=%s&sslrootcert=%s"
                        .formatted(
                                mesh.local().ports().postgres().number(),
                                service,
                                service,
                                identity.resolve("tls.crt"),
                                identity.resolve("tls.pk8"),
                                identity.resolve("bundle.pem"));
        var connection = DriverManager.getConnection(address);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT set_config('redress.roles', 'SERVICE', false)");
        }
        return connection;
    }
}
