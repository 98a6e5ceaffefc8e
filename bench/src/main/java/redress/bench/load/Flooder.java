package redress.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import redress.local.home.Port;

/// The process of who floods: one of its own, because calls that share threads with those that are
/// measured would slow them before they ever leave.
public final class Flooder {
    static final int IN_FLIGHT = 512;

    private Flooder() {}

    /// Floods once for each line of its input, which has the seconds and an access token; answers
    /// with a line that has the calls that were answered and those that were refused.
    ///
    /// @param arguments the port, and the folder of the client's certificate
    public static void main(String[] arguments) throws IOException {
        var port = new Port("flooded", Integer.parseInt(arguments[0]));
        try (var server = Server.mutual(port, Path.of(arguments[1]));
                var orders =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] parts = order.split(" ", 2);
                var time = Duration.ofSeconds(Integer.parseInt(parts[0]));
                var calls = new Calls(() -> parts[1]).prioritise(server);
                var measured = new ClosedLoop(IN_FLIGHT, time).run(calls);
                System.out.println(Math.round(measured.rate()) + " " + measured.failed());
            }
        }
    }
}
