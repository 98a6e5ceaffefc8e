package redress.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import redress.local.home.LaunchFailure;
import redress.local.home.Port;

/// Checks before a start that nobody else listens on a port.
public final class FreePort {
    private FreePort() {}

    /// @throws LaunchFailure that names the port and what to do
    public static void check(Port port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()));
        } catch (IOException e) {
            throw new LaunchFailure(
                    "port %d (%s): taken by another program. Stop that program (ss -ltnp shows it), or move all ports of Redress: REDRESS_PORT_OFFSET=1000 ./redress up"
                            .formatted(port.number(), port.use()),
                    e);
        }
    }
}
