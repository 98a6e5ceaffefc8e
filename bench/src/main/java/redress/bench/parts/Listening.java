package redress.bench.parts;

import java.io.IOException;
import java.net.Socket;
import redress.local.home.Port;

/// Whether anything listens on a port.
final class Listening {
    private Listening() {}

    static boolean on(Port port) {
        try (var _ = new Socket("localhost", port.number())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
