package redress.bench.echo;

import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import redress.bench.v1.EchoRequest;
import redress.bench.v1.EchoResponse;
import redress.bench.v1.EchoServiceGrpc.EchoServiceImplBase;

/// The echo by way of PostgreSQL: one transaction with one statement that reads no table. What
/// reads anything from there costs as much.
final class AskingEcho extends EchoServiceImplBase {
    /// As many as a service has at most.
    private static final int CONNECTIONS = 24;

    private final BlockingQueue<Connection> connections = new ArrayBlockingQueue<>(CONNECTIONS);

    /// @param url where the database is
    /// @param identity the folder of the certificate that the database knows
    AskingEcho(String url, Path identity) throws SQLException {
        var settings = new Properties();
        settings.put("sslmode", "verify-full");
        settings.put("sslcert", identity.resolve("tls.crt").toString());
        settings.put("sslkey", identity.resolve("tls.pk8").toString());
        settings.put("sslrootcert", identity.resolve("bundle.pem").toString());
        for (int each = 0; each < CONNECTIONS; each++) {
            var connection = DriverManager.getConnection(url, settings);
            connection.setAutoCommit(false);
            connections.add(connection);
        }
    }

    @Override
    public void echo(EchoRequest request, StreamObserver<EchoResponse> answer) {
        try {
            answer.onNext(EchoResponse.newBuilder().setText(asked(request.getText())).build());
            answer.onCompleted();
        } catch (SQLException | InterruptedException e) {
            answer.onError(e);
        }
    }

    private String asked(String text) throws SQLException, InterruptedException {
        var connection = connections.take();
        try (var query = connection.prepareStatement("SELECT CAST(? AS text)")) {
            query.setString(1, text);
            try (var rows = query.executeQuery()) {
                var _ = rows.next();
                String found = rows.getString(1);
                connection.commit();
                return found;
            }
        } finally {
            connections.put(connection);
        }
    }
}
