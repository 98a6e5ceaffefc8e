package redress.local.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import redress.local.home.LaunchFailure;
import redress.local.home.Port;

class FreePortTest {
    @Test
    void namesATakenPortAndWhatToDo() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = new Port("PostgreSQL", other.getLocalPort());

            assertThatThrownBy(() -> FreePort.check(port))
                    .isInstanceOf(LaunchFailure.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " (PostgreSQL): taken")
                    .hasMessageContaining("REDRESS_PORT_OFFSET");
        }
    }

    @Test
    void acceptsAFreePort() throws IOException {
        int number;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            number = socket.getLocalPort();
        }

        assertThatCode(() -> FreePort.check(new Port("free", number))).doesNotThrowAnyException();
    }
}
