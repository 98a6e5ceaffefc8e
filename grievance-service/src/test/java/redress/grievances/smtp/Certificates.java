package redress.grievances.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A key and a certificate for one host name, which vouches for itself.
///
/// @param certificate in PEM
record Certificates(SSLContext context, Path certificate) {
    private static final char[] PASSWORD = "not a secret".toCharArray();

    static Certificates of(Path folder, String host) throws Exception {
        var store = folder.resolve(host + ".p12");
        var certificate = folder.resolve(host + ".pem");
        var names = List.of("-dname", "CN=" + host, "-ext", "san=dns:" + host);
        keytool(
                folder,
                store,
                Stream.concat(Stream.of("-genkeypair", "-keyalg", "EC"), names.stream()));
        keytool(folder, store, Stream.of("-exportcert", "-rfc", "-file", certificate.toString()));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD), PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new Certificates(context, certificate);
    }

    private static void keytool(Path folder, Path store, Stream<String> arguments)
            throws Exception {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var shared =
                List.of(
                        "-alias",
                        "server",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD));
        var command =
                Stream.concat(Stream.of(tool), Stream.concat(arguments, shared.stream())).toList();
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
