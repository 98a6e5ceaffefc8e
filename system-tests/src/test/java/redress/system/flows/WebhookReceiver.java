package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import redress.system.mesh.Commands;

/// Another system that is called by HTTPS, with a certificate of its own for `localhost`.
final class WebhookReceiver implements AutoCloseable {
    private static final String PASSWORD = "not a secret";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
    private final Path folder;
    private final HttpsServer server;

    /// A message as it came.
    ///
    /// @param headers their names in lower case
    record Message(Map<String, String> headers, String body) {}

    WebhookReceiver(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        keytool("-genkeypair -keyalg EC -dname CN=localhost -ext san=dns:localhost");
        keytool("-exportcert -rfc -file " + certificate());
        this.server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        server.createContext("/", this::receive);
        server.start();
    }

    /// What has to be trusted.
    Path certificate() {
        return folder.resolve("receiver.pem");
    }

    String url() {
        return "https://localhost:%d/in".formatted(server.getAddress().getPort());
    }

    /// The next message about an item.
    Message next(String item) throws InterruptedException {
        while (true) {
            var message = arrived.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(message).describedAs("message about " + item).isNotNull();
            if (message.body().contains(item)) {
                return message;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        var headers =
                exchange.getRequestHeaders().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.getKey().toLowerCase(Locale.ROOT),
                                        each -> String.join(", ", each.getValue())));
        byte[] body = exchange.getRequestBody().readAllBytes();
        arrived.add(new Message(headers, new String(body, StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        char[] password = PASSWORD.toCharArray();
        var keys = KeyStore.getInstance(store().toFile(), password);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private Path store() {
        return folder.resolve("receiver.p12");
    }

    private void keytool(String arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-alias", "receiver", "-keystore", store().toString()));
        command.addAll(List.of("-storepass", PASSWORD));
        var outcome = Commands.run(folder, LIMIT, command);
        assertThat(outcome.exitCode()).describedAs(outcome.output()).isZero();
    }
}
