package redress.grievances.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A system that receives webhooks by HTTPS, with a certificate of its own for `localhost`. It may
/// be killed and started again on the same port; what it noted by then it remembers.
final class HttpsReceiver implements AutoCloseable {
    private static final char[] PASSWORD = "not a secret".toCharArray();

    private final Path folder;
    private final Predicate<Message> takes;
    private final List<Message> noted = new ArrayList<>();
    private final int port;
    private HttpsServer server;

    /// A message as it came.
    ///
    /// @param headers their names in lower case
    record Message(Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// @param folder for its key and certificate
    /// @param takes whether a message that was noted is answered; otherwise the receiver dies first
    HttpsReceiver(Path folder, Predicate<Message> takes) throws Exception {
        this.folder = folder;
        this.takes = takes;
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost");
        keytool("-exportcert", "-rfc", "-file", certificate().toString());
        this.server = started(0);
        this.port = server.getAddress().getPort();
    }

    /// What has to be trusted.
    Path certificate() {
        return folder.resolve("receiver.pem");
    }

    String url() {
        return "https://localhost:%d/in?from=redress".formatted(port);
    }

    /// All that it noted, in the order of arrival.
    synchronized List<Message> noted() {
        return List.copyOf(noted);
    }

    /// Starts anew, if it was killed or not.
    void restart() throws Exception {
        server.stop(0);
        server = started(port);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpsServer started(int wanted) throws Exception {
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted);
        var fresh = HttpsServer.create(here, 0);
        fresh.setHttpsConfigurator(new HttpsConfigurator(context()));
        fresh.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        fresh.createContext("/", exchange -> receive(fresh, exchange));
        fresh.start();
        return fresh;
    }

    private void receive(HttpsServer running, HttpExchange exchange) throws IOException {
        var message = message(exchange);
        synchronized (this) {
            noted.add(message);
        }
        if (takes.test(message)) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        } else {
            running.stop(0);
        }
    }

    private static Message message(HttpExchange exchange) throws IOException {
        var headers =
                exchange.getRequestHeaders().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.getKey().toLowerCase(Locale.ROOT),
                                        each -> String.join(", ", each.getValue())));
        byte[] body = exchange.getRequestBody().readAllBytes();
        return new Message(headers, new String(body, StandardCharsets.UTF_8));
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        var keys = KeyStore.getInstance(store().toFile(), PASSWORD);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private Path store() {
        return folder.resolve("receiver.p12");
    }

    private void keytool(String... arguments) throws Exception {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command =
                Stream.concat(
                                Stream.of(tool),
                                Stream.concat(
                                        Stream.of(arguments),
                                        Stream.of(
                                                "-alias",
                                                "receiver",
                                                "-keystore",
                                                store().toString(),
                                                "-storepass",
                                                new String(PASSWORD))))
                        .toList();
        var log = folder.resolve("keytool.log");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new UncheckedIOException(new IOException(Files.readString(log)));
        }
    }
}
