package redress.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import redress.local.home.Checkout;
import redress.local.home.JavaProgram;
import redress.local.home.Port;

/// A [Flooder] that runs, to give orders to.
final class FlooderProcess implements AutoCloseable {
    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;

    FlooderProcess(Port port, Path identity, Checkout checkout) throws IOException {
        process =
                new ProcessBuilder(
                                JavaProgram.path(),
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                checkout.serviceClassPath("bench"),
                                Flooder.class.getName(),
                                Integer.toString(port.number()),
                                identity.toString())
                        .redirectError(Redirect.INHERIT)
                        .start();
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// What became of a flood, in calls/s.
    record Flooded(double answered, double refused) {}

    /// Floods for the time, and returns when all its calls have ended.
    Flooded flood(Duration time, String token) {
        orders.println(time.toSeconds() + " " + token);
        try {
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the process of the flood has ended");
            }
            String[] parts = answer.split(" ", 2);
            double seconds = time.toSeconds();
            return new Flooded(
                    Double.parseDouble(parts[0]), Double.parseDouble(parts[1]) / seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        orders.close();
        process.destroy();
    }
}
